import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RestoreContext } from '../restore-settings.ts';
import { finishDeployment, recreateStreamMappings } from './after-deploy.ts';
import { type Background, startInBackground, stopInBackground, until } from './background.ts';
import { deploy, type Outputs } from './deployment.ts';
import {
  credentialsFor,
  type Emulator,
  endpointOf,
  isEmulatorRunning,
  killEmulator,
  region,
  startEmulator,
  stopEmulator,
} from './emulator.ts';
import { type Mail, mailsOf } from './mails.ts';
import { type Ports, portsOf, requireFreePort } from './ports.ts';
import { ensureVenv } from './venv.mjs';

export interface LocalStackOptions {
  /** The directory of the stack's state, ports, logs and process ids. Each stack needs its own. */
  readonly directory: string;
  /** @default the ports of the stack's earlier start, else free ones */
  readonly ports?: Ports;
  /** Whether `build/` already has the bundled functions. @default false: they are bundled first */
  readonly bundled?: boolean;
  /** Whether the functions' roles are enforced after the deployment, as on AWS. It proves least privilege and takes 2 s more. @default false */
  readonly enforcesRoles?: boolean;
  /** The table to use, if it was restored. @default the data stack creates one */
  readonly restored?: RestoreContext;
  /** Called at the beginning of each step. @default no call */
  readonly onStep?: (step: string) => void;
}

/** A running copy of the product on loopback ports. */
export interface LocalStack {
  readonly apiUrl: string;
  readonly mailUrl: string;
  readonly awsEndpoint: string;
  readonly region: string;
  readonly tableName: string;
  readonly busName: string;
  readonly outputs: Outputs;
  /** The environment in which SDK clients and AWS tools talk to the stack. */
  readonly environment: Readonly<Record<string, string>>;
  /** The mails sent since the emulator's last start, newest first. */
  mails(): Promise<Mail[]>;
  /** Kills the emulator, does `whileDead`, and starts it with what it had stored. Running executions and stream records are lost. */
  killEmulator<Result>(whileDead: () => Promise<Result>): Promise<Result>;
  /** Stops all processes of the stack. The state stays in its directory. */
  stop(): Promise<void>;
}

const frontDoor = (directory: string): Background => ({ directory, name: 'front-door' });

const openFrontDoor = async (directory: string, { emulator, frontDoor: port }: Ports, apiId: string): Promise<void> => {
  // A running front door is always replaced: its code may have changed, and it holds no state.
  await stopInBackground(frontDoor(directory));
  await requireFreePort(port, directory);
  const program = join(import.meta.dirname, 'front-door.ts');
  startInBackground(frontDoor(directory), process.execPath, [program, String(port), String(emulator), apiId], { NODE_NO_WARNINGS: '1' });
  await until(() => answers(`http://127.0.0.1:${port}/health`), {
    seconds: 30,
    what: `the API's /health on port ${port} (see front-door.log, ministack.log)`,
  });
};

const answers = async (url: string): Promise<boolean> => (await fetch(url).catch(() => undefined))?.ok ?? false;

/** Starts the emulator, deploys the product into it and opens the front door. A second start in the same directory finds the data of the first. */
export const bringUp = async (options: LocalStackOptions): Promise<LocalStack> => {
  const directory = resolve(options.directory);
  const onStep = options.onStep ?? (() => undefined);
  mkdirSync(directory, { recursive: true });
  ensureVenv();
  const ports = options.ports ?? (await portsOf(directory));
  const emulator: Emulator = { directory, port: ports.emulator };
  const publicUrl = `http://127.0.0.1:${ports.frontDoor}`;

  onStep(isEmulatorRunning(emulator) ? 'using the AWS emulator, which already runs' : 'starting the AWS emulator');
  const { wasRunning } = await startEmulator(emulator);
  onStep(existsSync(join(directory, 'outputs.json')) ? 'deploying what has changed' : 'deploying');
  const outputs = await deploy({ emulator, publicUrl, bundled: options.bundled ?? false, restored: options.restored });
  await finishDeployment(emulator, outputs.TableName);
  const live = { ...emulator, enforcesRoles: options.enforcesRoles ?? false };
  if (live.enforcesRoles) {
    await stopEmulator(live);
    await startAgain(live);
  } else if (!wasRunning) await recreateStreamMappings(emulator);
  onStep('opening the front door');
  await openFrontDoor(directory, ports, outputs.ApiId);
  return describe(live, publicUrl, outputs);
};

const startAgain = async (emulator: Emulator): Promise<void> => {
  await startEmulator(emulator);
  await recreateStreamMappings(emulator);
};

const describe = (emulator: Emulator, publicUrl: string, outputs: Outputs): LocalStack => {
  const awsEndpoint = endpointOf(emulator);
  return {
    apiUrl: publicUrl,
    mailUrl: `${publicUrl}/mail`,
    awsEndpoint,
    region,
    tableName: outputs.TableName,
    busName: outputs.BusName,
    outputs,
    environment: credentialsFor(emulator),
    mails: () => mailsOf(awsEndpoint),
    killEmulator: async (whileDead) => {
      await killEmulator(emulator);
      const result = await whileDead();
      await startAgain(emulator);
      return result;
    },
    stop: async () => {
      await stopStack(emulator.directory);
    },
  };
};

/**
 * Stops all processes of the stack in this directory, whichever process started them. A process that does not end within `seconds` is killed.
 * @returns whether the emulator had to be killed
 */
export const stopStack = async (directory: string, seconds?: number): Promise<boolean> => {
  const absolute = resolve(directory);
  await stopInBackground(frontDoor(absolute), seconds);
  const file = join(absolute, 'ports.json');
  const port = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Ports).emulator : 0;
  return stopEmulator({ directory: absolute, port }, seconds);
};
