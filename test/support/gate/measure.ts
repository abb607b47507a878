import ts from 'typescript';

/** The limits of a file and of a function. */
export const limits = { lines: 200, complexity: 8, depth: 3, parameters: 4 } as const;

/** A file or function that exceeds a limit. `where` is the key of an exception, `what` the description. */
export interface Excess {
  readonly where: string;
  readonly what: string;
}

type Callable = ts.FunctionLikeDeclaration;

const isCallable = (node: ts.Node): node is Callable => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;

const isLoop = (node: ts.Node): boolean => ts.isIterationStatement(node, false);

const isLogical = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(node.operatorToken.kind);

/** A run of one operator (`a && b && c`) counts once. */
const beginsRun = (node: ts.BinaryExpression): boolean =>
  !(isLogical(node.parent) && node.parent.operatorToken.kind === node.operatorToken.kind);

/** A flat `switch` counts once, whatever the number of its cases. `??` and `?.` do not count. */
const isDecision = (node: ts.Node): boolean =>
  ts.isIfStatement(node) ||
  ts.isConditionalExpression(node) ||
  ts.isSwitchStatement(node) ||
  ts.isCatchClause(node) ||
  isLoop(node) ||
  (isLogical(node) && beginsRun(node));

const isElseIf = (node: ts.Node): boolean => ts.isIfStatement(node) && ts.isIfStatement(node.parent) && node.parent.elseStatement === node;

const deepens = (node: ts.Node): boolean =>
  (ts.isIfStatement(node) && !isElseIf(node)) || ts.isSwitchStatement(node) || ts.isTryStatement(node) || isLoop(node);

/** Visits the nodes of a function without the functions inside it, which are measured separately. */
const visitOwn = (root: ts.Node, visit: (node: ts.Node, depth: number) => void, depth = 0): void =>
  ts.forEachChild(root, (node) => {
    if (isCallable(node)) return;
    const below = deepens(node) ? depth + 1 : depth;
    visit(node, below);
    visitOwn(node, visit, below);
  });

const nameOf = (node: Callable, source: ts.SourceFile): string => {
  if (node.name) return node.name.getText(source);
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return parent.name.getText(source);
  return ts.isFunctionLike(parent) || ts.isCallExpression(parent) ? nearestName(parent, source) : '(nameless)';
};

/** A function that is returned or passed on gets the name of the function around it. */
const nearestName = (node: ts.Node, source: ts.SourceFile): string => {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at) || ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) {
      return `${at.name?.getText(source) ?? 'default'}()`;
    }
  }
  return '(nameless)';
};

const measureFunction = (node: Callable): string[] => {
  let complexity = 1;
  let deepest = 0;
  visitOwn(node, (child, depth) => {
    if (isDecision(child)) complexity += 1;
    deepest = Math.max(deepest, depth);
  });
  const measured = { complexity, depth: deepest, parameters: node.parameters.length };
  return (['complexity', 'depth', 'parameters'] as const)
    .filter((kind) => measured[kind] > limits[kind])
    .map((kind) => `${kind} ${measured[kind]}, at most ${limits[kind]}`);
};

const lineCount = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** All excesses in one file. */
export const measureFile = (file: string, text: string): Excess[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const excesses: Excess[] = [];
  const lines = lineCount(text);
  if (lines > limits.lines) excesses.push({ where: file, what: `${lines} lines, at most ${limits.lines}` });
  const visit = (node: ts.Node): void => {
    if (isCallable(node)) {
      const where = `${file}#${nameOf(node, source)}`;
      excesses.push(...measureFunction(node).map((what) => ({ where, what })));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return excesses;
};
