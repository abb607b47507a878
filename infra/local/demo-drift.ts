import { readStarted } from './directory.ts';
import { driftingMachine, playDrift } from './drift.ts';
import type { HandOut } from './hand-out.ts';

const outcomes = {
  recorded: 'No change explains it, so it is a new unauthorized change with the draft of an emergency change.',
  extended: 'No change explains it, and one unauthorized change for it is open already: that one was extended.',
  linked: 'A change of the machine is being implemented, or was a few minutes ago: it was linked to it, and is no drift.',
} as const;

/** Plays AWS Config against the running stack, so that drift can be tried. Usage: `npm run demo:drift`. */
try {
  const local = readStarted<HandOut>('local.json');
  const { outcome, change, path } = await playDrift(local);
  console.log(`AWS Config has seen that somebody resized ${driftingMachine.name} from ${change.from} to ${change.to}.`);
  console.log(`${outcomes[outcome]} See: GET ${local.apiUrl}${path}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
