import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { createDemoPeople } from '../../infra/local/demo-people.ts';
import type { HandOut } from '../../infra/local/hand-out.ts';
import { bringUp, type LocalStack } from '../../infra/local/stack.ts';
import type { Contract } from '../../shared/contracts/contract.ts';
import { api } from '../../shared/functions/all-functions.ts';
import { fuzzEstate } from '../support/fuzz-estate.ts';
import { fuzzSettings } from '../support/fuzz-settings.ts';
import { type FuzzRun, fuzz, hasFuzzer } from '../support/fuzzer.ts';
import { itWhen } from '../support/skip.ts';

/**
 * Tests the deployed product against its published contract (I6). The fuzzer has its own stack, because it changes and deletes any resource.
 * `QUIESCE_FUZZ_SEED` repeats a run, `QUIESCE_FUZZ_EXAMPLES` says how many requests to draw for each operation.
 */
const isInstalled = hasFuzzer();
const itFuzzes = itWhen(isInstalled, 'the Python package index cannot be reached');
const seed = Number(process.env.QUIESCE_FUZZ_SEED ?? 20_261_124);
const examples = process.env.QUIESCE_FUZZ_EXAMPLES ?? '2';
/** Two requests an operation take half a minute on two idle cores, and the twenty of `npm run test:fuzz` some minutes. */
const withinMillis = 1_200_000;
const isRead = ({ method }: Contract): boolean => method === 'GET';
const contracts: readonly Contract[] = Object.values(api).flat();
const reads = contracts.filter(isRead).length;
const writes = contracts.length - reads;
const directory = mkdtempSync(join(tmpdir(), 'quiesce-fuzz-'));

let stack: LocalStack | undefined;
let people: HandOut;
let byRole: string;

beforeAll(async () => {
  if (!isInstalled) return;
  stack = await bringUp({ directory, bundled: true });
  people = await createDemoPeople(stack);
  const { words, monitorToken } = await fuzzEstate(people);
  // No route asks for the role of clients that bring decisions, so no request is sent with it.
  const tokens = { ...people.tokens, monitor: monitorToken, 'external-approver': people.tokens.viewer };
  byRole = fuzzSettings((role) => tokens[role], words);
});
afterAll(() => stack?.stop());

const run = (input: Pick<FuzzRun, 'name' | 'settings' | 'options'>) => fuzz({ apiUrl: people.apiUrl, seed, directory, ...input });

itFuzzes(
  'I1 I6 every request of a caller with the right role gets an answer that the contract describes, and never a 5xx',
  async () => {
    const each = ['--max-examples', examples];
    // Two processes, because the fuzzer does not use a second core by itself.
    const results = await Promise.all([
      run({ name: 'by-role-reads', settings: byRole, options: [...each, '--include-method', 'GET'] }),
      run({ name: 'by-role-writes', settings: byRole, options: [...each, '--exclude-method', 'GET'] }),
    ]);

    expect(results).toEqual([
      { tested: reads, failures: '' },
      { tested: writes, failures: '' },
    ]);
  },
  withinMillis,
);

itFuzzes(
  'I1 I6 every request of a caller without the right role gets an answer that the contract describes',
  async () => {
    const settings = fuzzSettings(() => people.tokens.viewer, {});

    const result = await run({ name: 'without-rights', settings, options: ['--max-examples', '1', '--exclude-method', 'GET'] });

    expect(result).toEqual({ tested: writes, failures: '' });
  },
  withinMillis,
);
