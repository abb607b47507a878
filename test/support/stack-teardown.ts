import { rmSync } from 'node:fs';
import { stopStack } from '../../infra/local/stack.ts';

/** Runs once after all end-to-end tests. */
export default async (): Promise<void> => {
  const directory = globalThis.quiesceStackDirectory;
  if (!directory) return;
  await stopStack(directory);
  rmSync(directory, { recursive: true, force: true });
};
