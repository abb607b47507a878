import { makeDemoPeople } from './demo-people.ts';
import { directory } from './directory.ts';
import { inWords, writeHandOut } from './hand-out.ts';
import { bringUp } from './stack.ts';
import { tell } from './story/narrator.ts';
import { tellStory } from './story.ts';

/** A story that stops is told in words and by the exit code; the stack stays up, so that one can look. */
const storyOf = async (...[local, again]: Parameters<typeof tellStory>): Promise<void> => {
  try {
    await tellStory(local, again);
  } catch (error) {
    process.exitCode = 1;
    const why = error instanceof Error ? error.message : String(error);
    tell(`THE DEMO STOPPED: ${why}`);
  }
};

const stack = await bringUp({ directory, tell: (step) => tell(`${step} ...`) });
tell('making the demo people ...');
const local = await makeDemoPeople(stack);
writeHandOut(directory, local);
await storyOf(local, process.argv.includes('--story'));
console.log(inWords(local));
