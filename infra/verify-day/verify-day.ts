import type { Event, EventRepository } from '../../shared/domain/event/event.ts';
import { rootOfEvents } from '../../shared/domain/history/seal.ts';
import { isRowUnreadable } from '../../shared/domain/store.ts';
import type { FirstSeal } from './first-seal.ts';

interface DayContext {
  readonly events: Pick<EventRepository, 'ofDay'>;
  /** The seal of a day. Undefined if it was not sealed. */
  readonly sealOf: (day: string) => Promise<FirstSeal | undefined>;
}

/** What came of comparing the events of a day with its seal. */
export interface DayVerdict {
  readonly outcome: 'agrees' | 'differs' | 'unsealed';
  /** What a person reads: one sentence on each line. */
  readonly lines: readonly string[];
}

/** The events of a day, or the message that one of them cannot be read. */
const readEvents = ({ events }: DayContext, day: string): Promise<readonly Event[] | string> =>
  events.ofDay(day).catch((error: Error) => {
    if (isRowUnreadable(error)) return error.message;
    throw error;
  });

const differencesOf = (seal: FirstSeal, found: readonly Event[] | string): readonly string[] => {
  if (typeof found === 'string') return [found];
  const root = rootOfEvents(found);
  return [
    ...(found.length === seal.events ? [] : [`events: ${seal.events} were sealed, ${found.length} are in the table`]),
    ...(root === seal.root ? [] : [`root: ${seal.root} was sealed, the table has ${root}`]),
  ];
};

const notices = ({ laterVersions }: FirstSeal): readonly string[] =>
  laterVersions === 0 ? [] : [`Later versions of the seal, which do not count: ${laterVersions}.`];

/**
 * Compares the events of a day in the table with its seal: their number, and the root over them (C6). An event that cannot be read is a
 * difference. @param day a date in UTC
 */
export const verifyDay = async (context: DayContext, day: string): Promise<DayVerdict> => {
  const seal = await context.sealOf(day);
  if (!seal) return { outcome: 'unsealed', lines: [`${day} was not sealed: the bucket has no seal of it.`] };
  const found = await readEvents(context, day);
  const differences = differencesOf(seal, found);
  if (differences.length === 0) {
    return { outcome: 'agrees', lines: [`${day} has ${seal.events} events, as sealed at ${seal.sealedAt}.`, ...notices(seal)] };
  }
  return { outcome: 'differs', lines: [`${day} is not as sealed at ${seal.sealedAt}:`, ...differences, ...notices(seal)] };
};
