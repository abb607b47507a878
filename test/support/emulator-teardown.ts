import { rmSync } from 'node:fs';
import { stopEmulator } from '../../infra/local/emulator.ts';

/** Runs once after all contract and workflow tests. */
export default async (): Promise<void> => {
  const emulator = globalThis.quiesceEmulator;
  if (!emulator) return;
  await stopEmulator(emulator);
  rmSync(emulator.directory, { recursive: true, force: true });
};
