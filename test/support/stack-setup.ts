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
 * Before all end-to-end tests, once a run: the product with its demo people, deployed into an emulator of its own on free loopback
 * ports. The functions' roles are enforced, so that every path that is walked proves least privilege (X3).
 */
export default async (): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-stack-'));
  globalThis.quiesceStackDirectory = directory;
  try {
    const stack = await bringUp({ directory, enforcesRoles: true });
    announceStack(directory, stack, await createDemoPeople(stack));
  } catch (error) {
    // jest runs no teardown after a failed setup. The directory stays: its logs tell why.
    await stopStack(directory);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the stack for the end-to-end tests does not come up, logs in ${directory}: ${reason}`, { cause: error });
  }
};
