import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVenv } from '../../infra/local/venv.mjs';

/** The fuzzer of OpenAPI documents. It has its own virtual environment, because its packages may conflict with the emulator's. */
const packages = ['schemathesis==4.32.5'];
const venv = resolve('.quiesce/fuzzer');

/** pip's messages about an index that it cannot reach, as opposed to an index that lacks a package. */
const unreachable = /Retrying \(Retry|NewConnectionError|ConnectTimeout|ProxyError|Temporary failure in name resolution/;

/** Installs the fuzzer unless it is installed. @returns whether it is installed now; false without network. @throws Error on other failures */
export const hasFuzzer = (): boolean => {
  try {
    createVenv(venv, packages, 'the fuzzer of the end-to-end tests (once, about 10 s, 95 MB)');
    return true;
  } catch (error) {
    if (error instanceof Error && unreachable.test(error.message)) return false;
    throw error;
  }
};

/** The checks: no 5xx, and no answer that the document does not describe. Which requests are refused is the subject of other tests. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
].join(',');

export interface FuzzRun {
  readonly apiUrl: string;
  /** schemathesis.toml: tokens and values of each operation. */
  readonly settings: string;
  readonly seed: number;
  /** The directory of the settings and the report. */
  readonly directory: string;
  readonly name: string;
  /** Further command line options. */
  readonly options: readonly string[];
}

/** The output with long lines cut: a traceback can quote whole source files in one line. */
const shortened = (output: string): string => output.replaceAll(/^(.{300}).+$/gm, '$1 …');

/** How many operations were tested, and the output of the fuzzer if it found a failure, else an empty text. */
interface FuzzResult {
  readonly tested: number;
  readonly failures: string;
}

/** Runs the fuzzer on the API's own document. */
export const fuzz = async ({ apiUrl, settings, seed, directory, name, options }: FuzzRun): Promise<FuzzResult> => {
  const [file, log] = [join(directory, `${name}.toml`), join(directory, `${name}.log`)];
  // The file has tokens in it, so only its owner can read it.
  writeFileSync(file, settings, { mode: 0o600 });
  const args = ['--config-file', file, 'run', `${apiUrl}/openapi.json`, '--phases', 'fuzzing', '--checks', checks, '--seed', String(seed)];
  const mode = [
    // With more than one thread, CPython 3.11 now and then fails in `ast.parse` ("AST constructor recursion depth mismatch",
    // https://github.com/python/cpython/issues/106905), and the fuzzer counts that as an error of the operation.
    '--workers',
    '1',
    '--max-redirects',
    '0',
    '--continue-on-failure',
    '--generation-database',
    'none',
    '--no-shrink',
    '--no-color',
  ];
  const child = spawn(join(venv, 'bin/schemathesis'), [...args, ...mode, '--suppress-health-check', 'all', ...options], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  writeFileSync(log, output);
  console.log(`${name}: ${/\d+ generated.*/.exec(output)?.[0] ?? 'no cases'}, seed ${seed}, ${log}`);
  return { tested: Number(/Tested: (\d+)/.exec(output)?.[1] ?? 0), failures: code === 0 ? '' : shortened(output) };
};
