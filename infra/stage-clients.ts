import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outputs } from './local/deployment.ts';
import { directory } from './local/directory.ts';
import { clientFor } from './local/emulator.ts';
import type { HandOut } from './local/hand-out.ts';

/** A file that `npm start` has left behind. @throws Error if no local stack was started */
const readLocal = <Content>(name: string): Content => {
  const file = join(directory, name);
  if (!existsSync(file)) throw new Error('no local stack was started in this directory: run npm start, or name another stage with --stage');
  return JSON.parse(readFileSync(file, 'utf8')) as Content;
};

/** Settings of SDK clients for a stage. Local stage: the emulator. Other stages: the shell's own credentials and region. */
export const clientSettingsOf = (stage: string): object => {
  return stage === 'local' ? clientFor(readLocal<HandOut>('local.json').awsEndpoint) : {};
};

/** The outputs of the local stack. */
export const localOutputs = (): Outputs => readLocal<Record<'quiesce-local-service', Outputs>>('outputs.json')['quiesce-local-service'];
