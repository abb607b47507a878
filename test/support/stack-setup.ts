import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemoPeople } from '../../infra/local/demo-people.ts';
import { bringUp, stopStack } from '../../infra/local/stack.ts';
import { announceStack } from './stack.ts';

declare global {
  var quiesceStackDirectory: string | undefined;
}

/**
 * Runs once before all end-to-end tests. It deploys the product with its demo people into a new emulator on free loopback ports. The
 * functions' roles are enforced, so every tested path also proves least privilege (X3).
 */
export default async (): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-stack-'));
  globalThis.quiesceStackDirectory = directory;
  try {
    const stack = await bringUp({ directory, enforcesRoles: true });
    announceStack(directory, stack, await createDemoPeople(stack));
  } catch (error) {
    // jest runs no teardown after a failed setup. The directory is kept, because its logs show the cause.
    await stopStack(directory);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the stack for the end-to-end tests did not start, see the logs in ${directory}: ${reason}`, { cause: error });
  }
};
