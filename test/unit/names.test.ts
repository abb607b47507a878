import { globSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const sources = globSync('{shared,functions}/**/*.ts')
  .sort()
  .map((file) => ({ file, source: readFileSync(file, 'utf8') }));

const exported = /^export (?:const|function|class|type|interface) (\w+)/gm;

/** The files that export a name. A schema and its type share a name and a file, and count once. */
const filesByName = new Map<string, Set<string>>();
for (const { file, source } of sources)
  for (const [, name = ''] of source.matchAll(exported)) filesByName.set(name, (filesByName.get(name) ?? new Set()).add(file));

/** A route and the use case that answers it share their name: `on(contract.requestChange, … requestChange(…))`. */
const isRouteWithItsUseCase = (name: string, files: readonly string[]): boolean =>
  /^[a-z]/.test(name) &&
  files.length === 2 &&
  files.some((file) => file.startsWith('shared/contracts/')) &&
  files.some((file) => file.startsWith('shared/application/'));

/** Names that every folder of `functions/` exports. */
const ofEachFunction: readonly string[] = ['handler', 'endpoints'];

it('no two exported types or functions have the same name', () => {
  const doubled = [...filesByName]
    .map(([name, files]) => ({ name, files: [...files] }))
    .filter(({ name, files }) => files.length > 1 && !ofEachFunction.includes(name) && !isRouteWithItsUseCase(name, files));

  expect(doubled).toEqual([]);
});

const participle = /(?:ed|Sent|Made|Told|Kept|Said|Held|Shown|Known|Found|Lost|Taken|Given|Written)$/;
/** Nouns that end like a participle. */
const nouns = /(?:Feed|Need|Seed|Speed)$/;

it('types are named by nouns, not by participles', () => {
  const types = sources.flatMap(({ file, source }) =>
    [...source.matchAll(/^(?:export )?(?:type|interface|class) ([A-Z]\w*)/gm)].map(([, name = '']) => ({ file, name })),
  );

  expect(types.filter(({ name }) => participle.test(name) && !nouns.test(name))).toEqual([]);
});
