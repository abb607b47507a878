import { rmSync } from 'node:fs';
import { stopEmulator } from '../../infra/local/emulator.ts';

/** After all contract and workflow tests, once a run. */
export default async (): Promise<void> => {
  const emulator = globalThis.quiesceEmulator;
  if (!emulator) return;
  await stopEmulator(emulator);
  rmSync(emulator.directory, { recursive: true, force: true });
};
