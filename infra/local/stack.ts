import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finishDeployment, remakeStreamMappings } from './after-deploy.ts';
import { type Background, startInBackground, stopInBackground, until } from './background.ts';
import { deploy, type Outputs } from './deployment.ts';
import { credentialsFor, type Emulator, endpointOf, region, startEmulator, stopEmulator } from './emulator.ts';
import { type Mail, mailsOf } from './mails.ts';
import { type Ports, portsOf } from './ports.ts';
import { ensureVenv } from './venv.mjs';

export interface LocalStackOptions {
  /** Where its state, ports, logs and process ids lie: one directory, one stack. */
  readonly directory: string;
  /** @default those that it had, else free ones */
  readonly ports?: Ports;
  /** Takes the functions in `build/` as they are. @default false: they are bundled */
  readonly bundled?: boolean;
  /** Enforces the functions' roles after the deployment, as AWS does: proves least privilege, takes 2 s more. @default false */
  readonly enforcesRoles?: boolean;
  /** Told of each step. @default nobody */
  readonly tell?: (what: string) => void;
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
  /** What SDK clients and AWS's tools need in their environment to talk to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What was mailed since the emulator's last start, newest first. */
  mails(): Promise<Mail[]>;
  /** Stops the emulator cleanly and starts it with the state that it had: running executions and stream records are lost. */
  restartEmulator(): Promise<void>;
  /** Ends everything that it began; the state stays in its directory. */
  stop(): Promise<void>;
}

const frontDoor = (directory: string): Background => ({ directory, name: 'front-door' });

const openFrontDoor = async (directory: string, { emulator, frontDoor: port }: Ports, apiId: string): Promise<void> => {
  // Always anew: its code may have changed since, and it holds nothing.
  await stopInBackground(frontDoor(directory));
  const program = join(import.meta.dirname, 'front-door.ts');
  startInBackground(frontDoor(directory), process.execPath, [program, String(port), String(emulator), apiId], { NODE_NO_WARNINGS: '1' });
  await until(() => answers(`http://127.0.0.1:${port}/health`), {
    seconds: 30,
    what: `the API's /health on port ${port} (see front-door.log, ministack.log)`,
  });
};

const answers = async (url: string): Promise<boolean> => (await fetch(url).catch(() => undefined))?.ok ?? false;

/** Starts the emulator, deploys the product into it, opens the front door. Twice in the same directory finds what the first left. */
export const bringUp = async (options: LocalStackOptions): Promise<LocalStack> => {
  const directory = resolve(options.directory);
  const tell = options.tell ?? (() => undefined);
  mkdirSync(directory, { recursive: true });
  ensureVenv();
  const ports = options.ports ?? (await portsOf(directory));
  const emulator: Emulator = { directory, port: ports.emulator };
  const publicUrl = `http://127.0.0.1:${ports.frontDoor}`;

  tell('starting the AWS emulator');
  const { wasRunning } = await startEmulator(emulator);
  tell('deploying');
  const outputs = await deploy({ emulator, publicUrl, bundled: options.bundled ?? false });
  await finishDeployment(emulator, outputs.TableName);
  const live = { ...emulator, enforcesRoles: options.enforcesRoles ?? false };
  if (live.enforcesRoles) await restart(live);
  else if (!wasRunning) await remakeStreamMappings(emulator);
  tell('opening the front door');
  await openFrontDoor(directory, ports, outputs.ApiId);
  return describe(live, publicUrl, outputs);
};

const restart = async (emulator: Emulator): Promise<void> => {
  await stopEmulator(emulator);
  await startEmulator(emulator);
  await remakeStreamMappings(emulator);
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
    restartEmulator: () => restart(emulator),
    stop: () => stopStack(emulator.directory),
  };
};

/** Ends what runs for this directory, whoever began it. */
export const stopStack = async (directory: string): Promise<void> => {
  const absolute = resolve(directory);
  await stopInBackground(frontDoor(absolute));
  const file = join(absolute, 'ports.json');
  const port = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Ports).emulator : 0;
  await stopEmulator({ directory: absolute, port });
};
