import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVenv } from '../../infra/local/venv.mjs';

/** The fuzzer of OpenAPI documents, in a virtual environment of its own: its packages and the emulator's need not agree. */
const packages = ['schemathesis==4.32.5'];
const directory = resolve('.quiesce/fuzzer');

/** What pip says of an index that it cannot reach, as opposed to one that lacks a package. */
const unreachable = /Retrying \(Retry|NewConnectionError|ConnectTimeout|ProxyError|Temporary failure in name resolution/;

/** Whether the fuzzer is there, or could be had. @throws Error where it cannot be installed for another reason than no network */
export const hasFuzzer = (): boolean => {
  try {
    createVenv(directory, packages, 'the fuzzer of the end-to-end tests (once, about 10 s, 95 MB)');
    return true;
  } catch (error) {
    if (error instanceof Error && unreachable.test(error.message)) return false;
    throw error;
  }
};

/** What is looked for: 5xx, and answers that the document does not describe. What is refused or taken is other tests' matter. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
].join(',');

export interface Fuzzing {
  readonly apiUrl: string;
  /** schemathesis.toml: tokens and values of each operation. */
  readonly settings: string;
  readonly seed: number;
  /** Where settings and report go. */
  readonly into: string;
  readonly name: string;
  readonly more: readonly string[];
}

/** Runs the fuzzer on the API's own document. Answers what it found, in its words; nothing where it found nothing. */
export const fuzz = async ({ apiUrl, settings, seed, into, name, more }: Fuzzing): Promise<string> => {
  const [file, log] = [join(into, `${name}.toml`), join(into, `${name}.log`)];
  // Tokens: for the owner's eyes only.
  writeFileSync(file, settings, { mode: 0o600 });
  const args = ['--config-file', file, 'run', `${apiUrl}/openapi.json`, '--phases', 'fuzzing', '--checks', checks, '--seed', String(seed)];
  const manner = [
    '--workers',
    '2',
    '--max-redirects',
    '0',
    '--continue-on-failure',
    '--generation-database',
    'none',
    '--no-shrink',
    '--no-color',
  ];
  const child = spawn(join(directory, 'bin/schemathesis'), [...args, ...manner, '--suppress-health-check', 'all', ...more], {
    cwd: into,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  writeFileSync(log, said);
  console.log(`${name}: ${/\d+ generated.*/.exec(said)?.[0] ?? 'no cases'}, seed ${seed}, ${log}`);
  return code === 0 ? '' : said;
};
