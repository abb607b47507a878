import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Background, killInBackground, runningPid, startInBackground, stopInBackground, until } from './background.ts';
import { requireFreePort } from './ports.ts';
import { venvDirectory } from './venv.mjs';

export const region = 'eu-central-1';
export const account = '000000000000';

export interface Emulator {
  readonly directory: string;
  readonly port: number;
  /** Whether the functions' roles are enforced, as on AWS. A deployment needs more rights: deploy without this, then restart with it. @default false */
  readonly enforcesRoles?: boolean;
}

export const endpointOf = ({ port }: Emulator): string => `http://127.0.0.1:${port}`;

/** The environment in which AWS tools and SDK clients talk to the emulator. The emulator takes the twelve digits of the access key as the account. */
export const credentialsFor = (emulator: Emulator): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpointOf(emulator),
  AWS_ACCESS_KEY_ID: account,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
});

/** Settings of an SDK client that talks to the emulator. */
export const clientFor = (endpoint: string) => ({
  endpoint,
  region,
  credentials: { accessKeyId: account, secretAccessKey: 'local' },
});

/** Headers of a request without the SDK. The emulator reads account, region and service from them and does not check the signature. */
export const unsignedHeaders = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
});

/**
 * A clean environment without the shell's AWS profile and proxies, because the functions' workers inherit all of it. PATH begins with the
 * directory of this process's Node, because workers run plain `node`.
 */
const environmentOf = ({ directory, port, enforcesRoles }: Emulator): Record<string, string> => ({
  PATH: `${dirname(process.execPath)}:${process.env.PATH ?? '/usr/bin:/bin'}`,
  HOME: process.env.HOME ?? directory,
  BIND_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  MINISTACK_REGION: region,
  MINISTACK_ACCOUNT_ID: account,
  PERSIST_STATE: '1',
  STATE_DIR: join(directory, 'state'),
  S3_PERSIST: '1',
  S3_DATA_DIR: join(directory, 's3'),
  TMPDIR: join(directory, 'tmp'),
  NODE_NO_WARNINGS: '1',
  LOG_LEVEL: 'WARNING',
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  LAMBDA_WARM_TTL_SECONDS: '600',
  ...(enforcesRoles ? { AUTH: 'true' } : {}),
});

const background = ({ directory }: Emulator): Background => ({ directory, name: 'ministack' });

const logOf = ({ directory }: Emulator): string => join(directory, 'ministack.log');

const lastLine = (file: string): string => readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '';

const isReady = async (emulator: Emulator): Promise<boolean> => {
  if (runningPid(background(emulator)) === undefined)
    throw new Error(`the emulator stopped right after its start (${lastLine(logOf(emulator))}): see ${logOf(emulator)}`);
  const answer = await fetch(`${endpointOf(emulator)}/_ministack/ready`).catch(() => undefined);
  return answer?.ok ?? false;
};

/** Starts MiniStack unless it already runs, and waits until it answers. */
export const startEmulator = async (emulator: Emulator): Promise<{ readonly wasRunning: boolean }> => {
  const wasRunning = isEmulatorRunning(emulator);
  if (!wasRunning) {
    await requireFreePort(emulator.port, emulator.directory);
    for (const name of ['state', 's3', 'tmp']) mkdirSync(join(emulator.directory, name), { recursive: true });
    // The emulator's workers are CommonJS scripts below this directory. Without this file the repository's package.json would make them ES modules.
    writeFileSync(join(emulator.directory, 'package.json'), '{"type":"commonjs"}');
    startInBackground(
      background(emulator),
      join(venvDirectory(), 'bin/python'),
      [join(import.meta.dirname, 'launcher.py')],
      environmentOf(emulator),
    );
  }
  await until(() => isReady(emulator), { seconds: 30, what: `the emulator at ${endpointOf(emulator)} (see ministack.log)` });
  return { wasRunning };
};

/** Whether the emulator of this directory runs. */
export const isEmulatorRunning = (emulator: Emulator): boolean => runningPid(background(emulator)) !== undefined;

/**
 * Stops the emulator cleanly, so that it writes its state. If it is too busy, it is killed: it then has the state that `launcher.py` saved.
 * @returns whether it had to be killed
 */
export const stopEmulator = (emulator: Emulator, seconds?: number): Promise<boolean> => stopInBackground(background(emulator), seconds);

/**
 * Kills the emulator and its workers with SIGKILL. What it has stored until then is kept, as AWS keeps it: `launcher.py` saves it on SIGUSR1. What it
 * was doing, such as running functions and executions, is lost.
 */
export const killEmulator = async (emulator: Emulator): Promise<void> => {
  const pid = runningPid(background(emulator));
  if (pid === undefined) return;
  const saved = join(emulator.directory, 'state', 'saved');
  rmSync(saved, { force: true });
  process.kill(pid, 'SIGUSR1');
  await until(async () => existsSync(saved), { seconds: 30, what: 'the emulator to save its state' });
  await killInBackground(background(emulator));
};
