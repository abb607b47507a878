import { rmSync } from 'node:fs';
import { stopStack } from '../../infra/local/stack.ts';

/** After all end-to-end tests, once a run. */
export default async (): Promise<void> => {
  const directory = globalThis.quiesceStackDirectory;
  if (!directory) return;
  await stopStack(directory);
  rmSync(directory, { recursive: true, force: true });
};
