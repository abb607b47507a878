import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

/**
 * Runs jest on the projects that are named (all unless any is), prints which tests were skipped and why, and ends with the line
 * `N passed, N failed, N skipped`. What follows `--` goes to jest: `npm run test:unit -- -- -t P4`.
 */
const report = 'build/test-report.json';

interface Assertion {
  readonly fullName: string;
  readonly status: string;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly { readonly name: string; readonly assertionResults: readonly Assertion[] }[];
}

const args = process.argv.slice(2);
const separator = args.includes('--') ? args.indexOf('--') : args.length;
const projects = args.slice(0, separator);
const passedOn = args.slice(separator + 1);

const jest = (): number => {
  const chosen = projects.length > 0 ? ['--selectProjects', ...projects] : [];
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const output = ['--json', `--outputFile=${report}`, '--passWithNoTests', ...passedOn];
  // jest writes its report to stdout too when asked for JSON: that copy is dropped, what people read comes on stderr.
  return spawnSync(process.execPath, [...flags, ...chosen, ...output], { stdio: ['ignore', 'ignore', 'inherit'] }).status ?? 1;
};

const read = (): Report | undefined => {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch {
    return undefined; // jest died before it could report: counted as one failure below
  }
};

const skippedIn = ({ testResults }: Report): string[] =>
  testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => ['pending', 'skipped', 'todo'].includes(status)).map(({ fullName }) => fullName),
  );

const hasReason = (name: string): boolean => /\[skipped: .+\]$/.test(name);

const summarize = (result: Report | undefined, code: number): boolean => {
  const skipped = result ? skippedIn(result) : [];
  // With a name pattern on the command line jest counts everything else as skipped: nobody asks for reasons then.
  const asked = passedOn.some((argument) => argument.startsWith('-t') || argument.startsWith('--testNamePattern'));
  const mute = asked ? [] : skipped.filter((name) => !hasReason(name));
  if (!asked) for (const name of skipped) console.log(`skipped: ${name}`);
  for (const name of mute) console.log(`FAILED: skipped without a reason (see test/support/skip.ts): ${name}`);

  // A suite that does not load has no failed test, and jest may fail with all tests passed (a hook that cannot start).
  const counted = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0) + mute.length;
  const failed = code !== 0 && counted === 0 ? 1 : counted;
  console.log(`${result?.numPassedTests ?? 0} passed, ${failed} failed, ${skipped.length - mute.length} skipped`);
  return failed === 0;
};

mkdirSync('build', { recursive: true });
rmSync(report, { force: true });
const code = jest();
process.exitCode = summarize(read(), code) ? 0 : 1;
