import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { createDemoPeople } from '../../infra/local/demo-people.ts';
import type { HandOut } from '../../infra/local/hand-out.ts';
import { bringUp, type LocalStack } from '../../infra/local/stack.ts';
import { fuzzEstate } from '../support/fuzz-estate.ts';
import { fuzzSettings } from '../support/fuzz-settings.ts';
import { type Fuzzing, fuzz, hasFuzzer } from '../support/fuzzer.ts';
import { itWhen } from '../support/skip.ts';

/**
 * The published contract against the deployed product (I6), on a stack of its own: the fuzzer deletes and changes whatever it meets.
 * `QUIESCE_FUZZ_SEED` repeats a run, `QUIESCE_FUZZ_EXAMPLES` makes a longer one.
 */
const isHere = hasFuzzer();
const itFuzzes = itWhen(isHere, 'the Python package index cannot be reached');
const seed = Number(process.env.QUIESCE_FUZZ_SEED ?? 20_261_124);
const examples = process.env.QUIESCE_FUZZ_EXAMPLES ?? '20';
/** On two cores that nobody else wants they take a minute. */
const withinMillis = 400_000;
const into = mkdtempSync(join(tmpdir(), 'quiesce-fuzz-'));

let stack: LocalStack | undefined;
let people: HandOut;
let byRole: string;

beforeAll(async () => {
  if (!isHere) return;
  stack = await bringUp({ directory: into, bundled: true });
  people = await createDemoPeople(stack);
  const { words, monitorToken } = await fuzzEstate(people);
  byRole = fuzzSettings((role) => (role === 'monitor' ? monitorToken : people.tokens[role]), words);
});
afterAll(() => stack?.stop());

const run = (fuzzing: Pick<Fuzzing, 'name' | 'settings' | 'more'>) => fuzz({ apiUrl: people.apiUrl, seed, into, ...fuzzing });

itFuzzes(
  'I1 I6 whatever comes, by who may send it, is answered as the contract says, and never by 5xx',
  async () => {
    expect(await run({ name: 'by-role', settings: byRole, more: ['--max-examples', examples] })).toBe('');
  },
  withinMillis,
);

itFuzzes(
  'I1 I6 who has no rights is answered as the contract says',
  async () => {
    const settings = fuzzSettings(() => people.tokens.viewer, {});

    expect(await run({ name: 'without-rights', settings, more: ['--max-examples', '2', '--exclude-method', 'GET'] })).toBe('');
  },
  withinMillis,
);
