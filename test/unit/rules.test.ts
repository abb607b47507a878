import { globSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

/** The convention of citations stands at the head of docs/rules.md. */
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

/** Rules that a test's name begins with: `it('P2 P7 …'`, also after `it.each(…)`. */
const provenIn = (source: string): string[] => [...source.matchAll(startOfName)].flatMap(([, , ids = '']) => ids.match(/\w+/g) ?? []);

const sources = globSync('{infra,functions,shared,test}/**/*.ts')
  .sort()
  .map((file) => ({ file, source: readFileSync(file, 'utf8') }));

it('docs/rules.md states each rule once, in the form that is read here', () => {
  const lines = readFileSync('docs/rules.md', 'utf8').match(/^- \*\*.*/gm) ?? [];

  expect(lines).toHaveLength(rules.size);
});

it('every rule that is cited exists', () => {
  const unknown = sources.flatMap(({ file, source }) => {
    const cited = commentsIn(source).match(new RegExp(`\\b${number}\\b`, 'g')) ?? [];
    return [...new Set([...cited, ...provenIn(source)])].filter((id) => !rules.has(id)).map((id) => `${file}: ${id}`);
  });

  expect(unknown).toEqual([]);
});

it('every rule that is built has a test that bears its number', () => {
  const proven = new Set(sources.filter(({ file }) => file.startsWith('test/')).flatMap(({ source }) => provenIn(source)));
  const unproven = [...rules].filter(([id, state]) => state === 'built' && !proven.has(id)).map(([id]) => id);

  expect(unproven).toEqual([]);
});
