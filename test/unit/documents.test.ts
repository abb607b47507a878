import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';

/** The documents that people read first. Decision records keep the names of their time, but their links must work. */
const documents = [...globSync('*.md'), ...globSync('docs/*.md')].sort();
const withLinks = [...documents, ...globSync('docs/decisions/*.md')].sort();
const textOf = (file: string): string => readFileSync(file, 'utf8');

const shared = readdirSync('shared');
const top = ['.ci', 'docs', 'functions', 'infra', 'shared', 'test'];
const files = globSync('{.ci,docs,functions,infra,shared,test}/**').concat(readdirSync('.'));
const names = new Set(files.map((file) => file.split('/').at(-1)));

/** What stands between backquotes, without code blocks. */
const quoted = (text: string): string[] =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, words = '']) => words);

/** A path may have placeholders: `data/<noun>/<noun>-rows.ts`. Documents leave out `shared/`. */
const isPath = (words: string): boolean =>
  /^[\w.<>*{},-]+(\/[\w.<>*{},-]*)+$/.test(words) &&
  [...top, ...shared].includes(words.split('/')[0] ?? '') &&
  !/^application\/[\w.+-]*json$/.test(words);

const exists = (path: string): boolean => {
  const pattern = path.replaceAll(/<\w+>/g, '*').replace(/\/$/, '');
  return [pattern, `shared/${pattern}`].some((each) => globSync(each).length > 0);
};

it('every path that a document names exists', () => {
  const missing = documents.flatMap((file) =>
    quoted(textOf(file))
      .filter(isPath)
      .filter((path) => !exists(path))
      .map((path) => `${file}: ${path}`),
  );

  expect(missing).toEqual([]);
  expect(quoted(textOf('docs/architecture.md')).filter(isPath).length).toBeGreaterThan(30);
});

it('every source file that a document names without its directory exists', () => {
  const missing = documents.flatMap((file) =>
    quoted(textOf(file))
      .filter((words) => /^[\w.-]+\.(ts|mjs|cjs|js|md)$/.test(words) && !names.has(words))
      .map((name) => `${file}: ${name}`),
  );

  expect(missing).toEqual([]);
});

it('every link of a document to a file leads to one', () => {
  const broken = withLinks.flatMap((file) =>
    [...textOf(file).matchAll(/\]\((?!https?:)([^)#\s]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(dirname(file), target)))
      .map((target) => `${file}: ${target}`),
  );

  expect(broken).toEqual([]);
});

/** The lines of a document without its code blocks, in which a repeated line may be right. */
const proseLines = (text: string): string[] => text.replace(/^```[\s\S]*?^```/gm, '').split('\n');

/** The elements that occur more than once. */
const repeated = (texts: readonly string[]): string[] => [...new Set(texts.filter((text, at) => texts.indexOf(text) < at))];

it('the changelog says nothing twice, neither a line nor a heading', () => {
  const lines = proseLines(textOf('CHANGELOG.md')).map((line) => line.trim());
  const headings = lines.flatMap((line) => line.match(/^- \*\*(.+?)\*\*/)?.[1] ?? []);

  expect(repeated(lines.filter((line) => line !== ''))).toEqual([]);
  expect(repeated(headings)).toEqual([]);
});

it('no document has marks of a conflict, and headings stand after a blank line', () => {
  const marks = withLinks.flatMap((file) =>
    textOf(file)
      .split('\n')
      .filter((line) => /^(<{7}|={7}|>{7}|\|{7})( |$)/.test(line))
      .map((line) => `${file}: ${line}`),
  );
  const close = withLinks
    .filter((file) => file.startsWith('docs/'))
    .flatMap((file) => {
      const lines = proseLines(textOf(file));
      return lines.flatMap((line, at) => (at > 0 && /^#{1,6} /.test(line) && lines[at - 1] !== '' ? [`${file}: ${line}`] : []));
    });

  expect([marks, close]).toEqual([[], []]);
});

it('every npm script that a document names exists', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Readonly<Record<string, string>> };
  const unknown = documents.flatMap((file) =>
    [...textOf(file).matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)]
      .map(([, script = '']) => script)
      .filter((script) => !(script in scripts))
      .map((script) => `${file}: ${script}`),
  );

  expect(unknown).toEqual([]);
});

/** The directory of a file as the diagram draws it: functions and infra as one, those of shared one by one. */
const roomOf = (file: string): string => file.split('/')[file.startsWith('shared/') ? 1 : 0] ?? '';

/** The imports between directories, as `from --> to`. Function records are `shared/functions`, not `functions`. */
const importsBetweenDirectories = (): Set<string> => {
  const named = (file: string) => (file.startsWith('shared/functions/') ? 'records' : roomOf(file));
  const sources = globSync('{functions,infra,shared}/**/*.ts');
  const imports = sources.flatMap((file) =>
    [...textOf(file).matchAll(/from '(\.[^']+)'/g)].map(([, target = '']) => [named(file), named(join(dirname(file), target))] as const),
  );
  return new Set(imports.filter(([from, to]) => from !== to).map(([from, to]) => `${from} --> ${to}`));
};

/** The arrows of the first diagram in docs/architecture.md. A group stands for each of its members. */
const drawnArrows = (): readonly (readonly string[])[] => {
  const [, diagram = ''] = textOf('docs/architecture.md').match(/```mermaid\nflowchart([\s\S]*?)```/) ?? [];
  const [, group = ''] = diagram.match(/subgraph adapters[^\n]*\n([\s\S]*?)\n\s*end/) ?? [];
  const members: Readonly<Record<string, readonly string[]>> = {
    adapters: [...group.matchAll(/(\w+)\[/g)].map(([, name = '']) => name),
    declarations: ['data', 'events', 'domain'],
  };
  const ids = (side: string) => [...side.replaceAll(/\[[^\]]*\]|\|[^|]*\|/g, '').matchAll(/\w+/g)].map(([id]) => id);
  return diagram
    .split('\n')
    .filter((line) => line.includes('-->'))
    .flatMap((line) => {
      const [from = '', to = ''] = line.split('-->');
      const pairs = ids(from).flatMap((one) => ids(to).map((other) => [members[one] ?? [one], members[other] ?? [other]] as const));
      return pairs.map(([ones, others]) => ones.flatMap((one) => others.map((other) => `${one} --> ${other}`)));
    });
};

it('the diagram of directories draws every import between two of them, and no other', () => {
  const drawn = drawnArrows().filter((arrows) => !arrows.some((arrow) => arrow.startsWith('test ')));
  const real = importsBetweenDirectories();

  expect([...real].filter((arrow) => !drawn.flat().includes(arrow))).toEqual([]);
  expect(drawn.filter((arrows) => !arrows.some((arrow) => real.has(arrow)))).toEqual([]);
});
