import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';

const { ignorePatterns } = JSON.parse(readFileSync('stryker.config.json', 'utf8')) as { readonly ignorePatterns: readonly string[] };

/** The directories that Stryker copies: `!test/support/**` stands for `test/support/`. */
const copied = ignorePatterns.flatMap((pattern) => (/^!.*\/\*\*$/.test(pattern) ? [pattern.slice(1, -2)] : []));

/** The files that a file imports by a path, and those that they import. */
const importedFrom = (file: string, seen: Set<string> = new Set()): ReadonlySet<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import) '(\.[^']+)'/g))
    importedFrom(join(dirname(file), path), seen);
  return seen;
};

it('the tests that are repeated for each mutant import only what Stryker copies', () => {
  const files = [...importedFrom('test/support/mutation-tests.ts')];

  expect(files.length).toBeGreaterThan(50);
  expect(files.every((file) => existsSync(file))).toBe(true);
  expect(files.filter((file) => !copied.some((directory) => file.startsWith(directory)))).toEqual([]);
});
