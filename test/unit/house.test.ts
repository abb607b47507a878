import { globSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

/** House rules that no linter knows. Each names the places where a pattern may stand. */
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

it('tests never sleep: test/support/poll.ts asks again until a deadline', () => {
  const tests = sources('test/**/*.ts', 'test/support/poll.ts', 'test/unit/house.test.ts');

  expect(linesWith(tests, /(?<!jest\.)\bsetTimeout\s*\(|timers\/promises|Atomics\.wait\b/)).toEqual([]);
});

it('domain and use cases get clock, ids and randomness passed in', () => {
  const pure = sources('shared/{domain,application}/**/*.ts');

  expect(
    linesWith(
      pure,
      /\bDate\.now\b|\bnew Date\(\)|\bTemporal\.Now\b|\bperformance\.now\b|\brandom(UUID|Bytes)\b|\bMath\.random\b|\bprocess\.\w/,
    ),
  ).toEqual([]);
});

it('no scan on any request path (T1)', () => {
  expect(linesWith(sources('{functions,shared}/**/*.ts'), /\bScanCommand\b|\bpaginateScan\b/)).toEqual([]);
});

it('zod comes as a namespace, which leaves its locales out of the bundles', () => {
  expect(linesWith(sources('{functions,shared,infra}/**/*.ts'), /import (?!(type )?\* as z\b).*from 'zod(\/[^']*)?'/)).toEqual([]);
});

it('use cases make no next change or window by hand: the transitions in the domain do', () => {
  const useCases = sources('{functions,shared/application/{approval,change,episode,window}}/**/*.ts');

  expect(linesWith(useCases, /\.\.\.window\b|\b(window|change)\.version \+ 1/)).toEqual([]);
});

it('nobody casts to a change or a window: a status says what is there', () => {
  const files = sources('{functions,shared}/**/*.ts');

  expect(linesWith(files, /\bas (\w*Change|Window|ScopeEntry|Approval)\b/)).toEqual([]);
});
