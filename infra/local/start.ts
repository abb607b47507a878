import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDemoPeople } from './demo-people.ts';
import { directory } from './directory.ts';
import { closingLines, newestApprovalPage, writeHandOut } from './hand-out.ts';
import { bringUp } from './stack.ts';
import { tell } from './story/narrator.ts';
import { tellStory } from './story.ts';

/** Reports a failed demo at the end of the output and by the exit code. The stack keeps running, so that the cause can be found. */
const reportFailure = (error: unknown): void => {
  process.exitCode = 1;
  tell(`THE DEMO FAILED: ${error instanceof Error ? error.message : String(error)}`);
};

/** Starts the stack with its people and data, plays the demo, and says where to go on. */
const start = async (): Promise<void> => {
  const stack = await bringUp({ directory, onStep: (step) => tell(`${step} ...`) });
  tell(existsSync(join(directory, 'local.json')) ? 'signing the demo people in ...' : 'creating the demo people ...');
  const local = await createDemoPeople(stack);
  writeHandOut(directory, local);
  const failure = await tellStory(local, process.argv.includes('--story')).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  console.log(['', ...closingLines(local, newestApprovalPage(await stack.mails()))].join('\n'));
  if (failure) reportFailure(failure.error);
};

await start().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(`npm start failed: ${error instanceof Error ? error.message : String(error)}`);
});
