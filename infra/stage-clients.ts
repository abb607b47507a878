import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directory } from './local/directory.ts';
import { clientFor } from './local/emulator.ts';
import type { HandOut } from './local/hand-out.ts';

/** Settings of SDK clients for a stage. Local stage: the emulator. Other stages: the shell's own credentials and region. */
export const clientSettingsOf = (stage: string): object => {
  if (stage !== 'local') return {};
  const file = join(directory, 'local.json');
  if (!existsSync(file)) throw new Error('no local stack was started in this directory: run npm start, or name another stage with --stage');
  return clientFor((JSON.parse(readFileSync(file, 'utf8')) as HandOut).awsEndpoint);
};
