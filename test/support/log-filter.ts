/** A line of a log, parsed. */
export type LogLine = Readonly<Record<string, unknown>>;

/** The lines that the logger wrote. What others write, such as warnings of Node, is left out. */
export const linesIn = (text: unknown): readonly LogLine[] =>
  String(text)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

const comparison = /^\$\.(\w+) (=|!=|>=|<=) ("[^"]*"|-?[\d.]+)$/;

const compares = (condition: string, line: LogLine): boolean => {
  const [, field = '', operator = '', expected = ''] = comparison.exec(condition) ?? [];
  if (operator === '') throw new Error(`the tests cannot evaluate this condition: ${condition}`);
  const value = line[field];
  if (expected.startsWith('"')) {
    const pattern = new RegExp(
      `^${expected
        .slice(1, -1)
        .replace(/[^\w*]/g, '\\$&')
        .replaceAll('*', '.*')}$`,
    );
    return typeof value === 'string' && pattern.test(value) === (operator === '=');
  }
  if (typeof value !== 'number') return false;
  return { '=': value === Number(expected), '>=': value >= Number(expected), '<=': value <= Number(expected) }[operator] ?? false;
};

/** The parts of a condition that are joined by an operator outside of all brackets and quotation marks. */
const partsOf = (condition: string, operator: '&&' | '||'): readonly string[] => {
  const parts = [''];
  let depth = 0;
  for (const token of condition.match(/"[^"]*"|&&|\|\||[^"]/g) ?? []) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === operator && depth === 0) parts.push('');
    else parts.push(`${parts.pop()}${token}`);
  }
  return parts.map((part) => part.trim());
};

const holds = (condition: string, line: LogLine): boolean => {
  const any = partsOf(condition, '||');
  if (any.length > 1) return any.some((each) => holds(each, line));
  const all = partsOf(condition, '&&');
  if (all.length > 1) return all.every((each) => holds(each, line));
  const inner = /^\((.*)\)$/.exec(condition)?.[1];
  return inner === undefined ? compares(condition, line) : holds(inner, line);
};

/** Whether a metric filter of CloudWatch Logs matches a line. It knows the patterns that our filters use. */
export const matchesFilter = (pattern: string, line: LogLine): boolean => {
  const condition = /^\{ (.*) \}$/.exec(pattern)?.[1];
  if (condition === undefined) throw new Error(`not a pattern for JSON: ${pattern}`);
  return holds(condition, line);
};
