import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * Runs jest on the named projects (all of them if none is named). Afterwards it lists the slowest tests, the failures, and the skipped tests with
 * their reasons, and ends with the line `N passed, N failed, N skipped`. Arguments after `--` go to jest: `npm run test:unit -- -- -t P4`.
 */
const report = 'build/test-report.json';

interface Assertion {
  readonly fullName: string;
  readonly status: string;
  /** Milliseconds; null for a test that did not run. */
  readonly duration?: number | null;
  readonly failureMessages?: readonly string[];
}

interface FileResult {
  /** The absolute path of the test file. */
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly Assertion[];
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly FileResult[];
}

const args = process.argv.slice(2);
const separator = args.includes('--') ? args.indexOf('--') : args.length;
const projects = args.slice(0, separator);
const passedOn = args.slice(separator + 1);

const jest = (): number => {
  const chosen = projects.length > 0 ? ['--selectProjects', ...projects] : [];
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const output = ['--json', `--outputFile=${report}`, '--passWithNoTests', ...passedOn];
  // With --json jest also writes its report to stdout. That copy is dropped; the readable output is on stderr.
  return spawnSync(process.execPath, [...flags, ...chosen, ...output], { stdio: ['ignore', 'ignore', 'inherit'] }).status ?? 1;
};

const read = (): Report | undefined => {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch {
    return undefined; // jest ended before it could write a report: this counts as one failure
  }
};

const skippedIn = ({ testResults }: Report): string[] =>
  testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => ['pending', 'skipped', 'todo'].includes(status)).map(({ fullName }) => fullName),
  );

/** How many of the slowest tests are listed after a run. */
const slowestListed = 10;

const printSlowest = ({ testResults }: Report): void => {
  const timed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => ({ fullName, milliseconds: duration ?? 0 })),
  );
  const slowest = timed.toSorted((one, other) => other.milliseconds - one.milliseconds).slice(0, slowestListed);
  console.log(`The ${slowest.length} slowest tests:`);
  for (const { fullName, milliseconds } of slowest) console.log(`${(milliseconds / 1000).toFixed(1).padStart(7)} s  ${fullName}`);
};

/** How many lines of a failure are repeated at the end. */
const failureLines = 25;

/** Repeats the failures, shortened, so that the end of a long log says what failed and why. */
const printFailed = ({ testResults }: Report): void => {
  for (const { name, message, assertionResults } of testResults.filter(({ status }) => status === 'failed')) {
    const failed = assertionResults.filter((assertion) => assertion.status === 'failed');
    const failures = failed.map(({ fullName, failureMessages = [] }) => `${fullName}\n${failureMessages.join('\n')}`);
    // A file that did not load has no tests, only a message.
    for (const failure of failures.length > 0 ? failures : [message])
      console.log(`FAILED: ${relative('.', name)}: ${stripVTControlCharacters(failure).split('\n').slice(0, failureLines).join('\n')}`);
  }
};

const hasReason = (name: string): boolean => /\[skipped: .+\]$/.test(name);

/** Prints the skipped tests. @returns how many there are, and how many have no reason. With a name pattern no reason is required. */
const printSkipped = (result: Report): { readonly skipped: number; readonly mute: number } => {
  const skipped = skippedIn(result);
  // With a name pattern on the command line, jest counts every other test as skipped.
  const isFiltered = passedOn.some((argument) => argument.startsWith('-t') || argument.startsWith('--testNamePattern'));
  if (isFiltered) return { skipped: skipped.length, mute: 0 };
  const mute = skipped.filter((name) => !hasReason(name));
  for (const name of skipped) console.log(`skipped: ${name}`);
  for (const name of mute) console.log(`FAILED: skipped without a reason (see test/support/skip.ts): ${name}`);
  return { skipped: skipped.length, mute: mute.length };
};

/** A report of no tests: jest ended before it could write one. */
const noReport: Report = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [],
};

const summarize = (result: Report, code: number): boolean => {
  printSlowest(result);
  printFailed(result);
  const { skipped, mute } = printSkipped(result);
  // A suite that does not load has no failed test, and jest can fail although all tests passed (a setup hook that throws).
  const counted = result.numFailedTests + result.numRuntimeErrorTestSuites + mute;
  const failed = code !== 0 && counted === 0 ? 1 : counted;
  console.log(`${result.numPassedTests} passed, ${failed} failed, ${skipped - mute} skipped`);
  return failed === 0;
};

mkdirSync('build', { recursive: true });
rmSync(report, { force: true });
const code = jest();
process.exitCode = summarize(read() ?? noReport, code) ? 0 : 1;
