import { performance } from 'node:perf_hooks';
import { submitChange } from '../../shared/application/change/submit-change.ts';
import { table, writeSection } from '../support/cost/document.ts';
import { wideDraft } from '../support/wide-change.ts';

/**
 * Measures the submission of a change by the number of CIs in its scope, in memory, and writes it into docs/performance.md (`npm run
 * bench:submit`). It asserts nothing: the table of costs asserts the units of a submission.
 */

const measure = async (count: number): Promise<readonly string[]> => {
  const { desk, change } = await wideDraft(count);
  globalThis.gc?.();
  const [before, began] = [{ ...desk.records.usage }, performance.now()];
  const submitted = await submitChange(desk.context)(change.id, desk.rita);
  const milliseconds = performance.now() - began;
  const { requests, readUnits, writeUnits } = desk.records.usage;
  const used = [requests - before.requests, readUnits - before.readUnits, writeUnits - before.writeUnits];
  return [submitted.scope?.count ?? 0, ...used, Math.round(milliseconds)].map((number) => number.toLocaleString('en'));
};

const lines: (readonly string[])[] = [];
for (const count of [1, 50, 10_000]) lines.push(await measure(count));
const text = table(['CIs in scope', 'Requests', 'Read units', 'Write units', 'Milliseconds in memory'], 0, lines);
console.log(text);
writeSection('submit', text);
process.exit(0);
