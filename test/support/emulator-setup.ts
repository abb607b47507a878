import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../infra/local/emulator.ts';
import { portsOf } from '../../infra/local/ports.ts';
import { ensureVenv } from '../../infra/local/venv.mjs';
import { announceEmulator } from './emulator.ts';

declare global {
  var quiesceEmulator: Emulator | undefined;
}

/** Runs once before all contract and workflow tests. It starts a new emulator on a free loopback port. */
export default async (): Promise<void> => {
  ensureVenv();
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-emulator-'));
  const { emulator: port } = await portsOf(directory);
  globalThis.quiesceEmulator = { directory, port };
  await startEmulator(globalThis.quiesceEmulator);
  announceEmulator(globalThis.quiesceEmulator);
};
