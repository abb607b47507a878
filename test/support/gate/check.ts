import { availableParallelism } from 'node:os';
import { type Outcome, run } from './shell.ts';

interface Step {
  readonly script: string;
  readonly proves: string;
}

/**
 * The gate that every change must pass. Each step is an npm script, so that a failed one can be run alone. All steps run, even after a
 * failure, at most two at a time and the longest first. `npm run check -- --without check:tests` leaves a step out.
 */
const steps: readonly Step[] = [
  { script: 'check:tests', proves: 'unit and infra tests' },
  { script: 'check:types', proves: 'types' },
  { script: 'check:bundles', proves: 'sizes and content of the bundles' },
  { script: 'check:openapi', proves: 'docs/openapi.json is up to date and valid' },
  { script: 'check:documents', proves: 'docs/asyncapi.json is up to date and valid, docs/functions.md is up to date' },
  { script: 'check:imports', proves: 'allowed imports, no cycles' },
  { script: 'check:unused', proves: 'no unused file, export or dependency' },
  { script: 'check:secrets', proves: 'no secret in the sources' },
  { script: 'check:format', proves: 'format and lint' },
  { script: 'check:limits', proves: 'size of files and functions' },
];

interface Result extends Outcome {
  readonly script: string;
}

const report = ({ script, code, output, seconds }: Result, proves: string): void => {
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${script.padEnd(15)} ${seconds.toFixed(1).padStart(5)} s  ${proves}`);
  if (code !== 0) console.log(output.trimEnd().replaceAll(/^/gm, '       | '));
};

const leftOut = process.argv.slice(2).filter((argument) => argument !== '--without');
const chosen = steps.filter(({ script }) => !leftOut.includes(script));
const queue = [...chosen];
const results: Result[] = [];

const worker = async (): Promise<void> => {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const result = { script: step.script, ...(await run(`npm run --silent ${step.script}`)) };
    report(result, step.proves);
    results.push(result);
  }
};

const began = performance.now();
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));

const failed = results.filter(({ code }) => code !== 0).map(({ script }) => script);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(
  failed.length === 0 ? `gate: all ${results.length} steps passed in ${seconds} s` : `gate: FAILED in ${seconds} s: ${failed.join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
