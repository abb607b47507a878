import { makeDemoPeople } from './demo-people.ts';
import { directory } from './directory.ts';
import { inWords, writeHandOut } from './hand-out.ts';
import { bringUp } from './stack.ts';
import { tell } from './story/narrator.ts';
import { tellStory } from './story.ts';

/** A story that stops is told last, in words and by the exit code; the stack stays up, so that one can look. */
const stopped = (error: unknown): void => {
  process.exitCode = 1;
  tell(`THE DEMO STOPPED: ${error instanceof Error ? error.message : String(error)}`);
};

const stack = await bringUp({ directory, tell: (step) => tell(`${step} ...`) });
tell('making the demo people ...');
const local = await makeDemoPeople(stack);
writeHandOut(directory, local);
const ending = await tellStory(local, process.argv.includes('--story')).then(
  () => undefined,
  (error: unknown) => ({ error }),
);
console.log(inWords(local));
if (ending) stopped(ending.error);
