import { globSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

/** Rules of this codebase that no linter checks. Each lists the files in which a pattern is allowed. */
const sources = (pattern: string, ...except: readonly string[]) =>
  globSync(pattern)
    .filter((file) => !except.includes(file))
    .sort();

const linesWith = (files: readonly string[], pattern: RegExp): string[] =>
  files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line.replace(/^\s*(\*|\/\/|\/\*).*/, '')) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );

it('tests never sleep: they poll with test/support/poll.ts', () => {
  const tests = sources('test/**/*.ts', 'test/support/poll.ts', 'test/unit/house.test.ts');

  expect(linesWith(tests, /(?<!jest\.)\bsetTimeout\s*\(|timers\/promises|Atomics\.wait\b/)).toEqual([]);
});

it('domain and use cases get the clock, ids and random values as arguments', () => {
  const pure = sources('shared/{domain,application}/**/*.ts');

  expect(
    linesWith(
      pure,
      /\bDate\.now\b|\bnew Date\(\)|\bTemporal\.Now\b|\bperformance\.now\b|\brandom(UUID|Bytes)\b|\bMath\.random\b|\bprocess\.\w/,
    ),
  ).toEqual([]);
});

it('no function scans the table (T1)', () => {
  expect(linesWith(sources('{functions,shared}/**/*.ts'), /\bScanCommand\b|\bpaginateScan\b/)).toEqual([]);
});

it('zod is imported as a namespace, which keeps its locales out of the bundles', () => {
  expect(linesWith(sources('{functions,shared,infra}/**/*.ts'), /import (?!(type )?\* as z\b).*from 'zod(\/[^']*)?'/)).toEqual([]);
});

it('use cases build the next state of a change or window only through the transitions of the domain', () => {
  const useCases = sources('{functions,shared/application/{approval,change,episode,window}}/**/*.ts');

  expect(linesWith(useCases, /\.\.\.window\b|\b(window|change)\.version \+ 1/)).toEqual([]);
});

it('no code casts to a change or a window, because the type of each status has its fields', () => {
  const files = sources('{functions,shared}/**/*.ts');

  expect(linesWith(files, /\bas (\w*Change|Window|ScopeEntry|Approval)\b/)).toEqual([]);
});
