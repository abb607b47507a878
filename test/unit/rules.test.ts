import { globSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

/** The form of a rule number, as docs/rules.md explains it. */
const number = '[ACEHILMPSTWX][1-9][0-9]?';

const rules = new Map(
  [
    ...readFileSync('docs/rules.md', 'utf8').matchAll(
      new RegExp(`^- \\*\\*(${number})\\*\\* \\((built|planned|partly: [^)]+)\\) \\S`, 'gm'),
    ),
  ].map(([, id = '', state = '']) => [id, state]),
);

const commentsIn = (source: string): string =>
  [...source.matchAll(/\/\*[\s\S]*?\*\/|(?<![:'"`\w/])\/\/.*/g)].map(([text]) => text).join('\n');

const startOfName = new RegExp(`(?<!\\.(?:skip|todo))\\(\\s*(['"\`])((?:${number}[ ,]\\s*)+)`, 'g');

/** The rule numbers at the beginning of test names: `it('P2 P7 …'`, also after `it.each(…)`. */
const testedIn = (source: string): string[] => [...source.matchAll(startOfName)].flatMap(([, , ids = '']) => ids.match(/\w+/g) ?? []);

const sources = globSync('{infra,functions,shared,test}/**/*.ts')
  .sort()
  .map((file) => ({ file, source: readFileSync(file, 'utf8') }));

it('docs/rules.md states each rule once, in the form that this test reads', () => {
  const lines = readFileSync('docs/rules.md', 'utf8').match(/^- \*\*.*/gm) ?? [];

  expect(lines).toHaveLength(rules.size);
});

it('every cited rule exists', () => {
  const unknown = sources.flatMap(({ file, source }) => {
    const cited = commentsIn(source).match(new RegExp(`\\b${number}\\b`, 'g')) ?? [];
    return [...new Set([...cited, ...testedIn(source)])].filter((id) => !rules.has(id)).map((id) => `${file}: ${id}`);
  });

  expect(unknown).toEqual([]);
});

it('every rule that is built has a test with its number', () => {
  const tested = new Set(sources.filter(({ file }) => file.startsWith('test/')).flatMap(({ source }) => testedIn(source)));
  const untested = [...rules].filter(([id, state]) => state === 'built' && !tested.has(id)).map(([id]) => id);

  expect(untested).toEqual([]);
});
