import { day, type Instant, instantOf, millis, plus } from '../clock.ts';
import { durationMillis } from '../values.ts';
import type { DatedRecurrence } from './recurrence.ts';
import { type RruleFault, rruleParts } from './rrule.ts';

/** One occurrence of a recurrence, `[start, end)` in UTC. `shifted`: its time of day did not exist, and it begins later by the gap. */
export interface Occurrence {
  readonly start: Instant;
  readonly end: Instant;
  readonly shifted?: true;
}

/** A time range `[start, end)`. */
interface Range {
  readonly start: Instant;
  readonly end: Instant;
}

/** The most occurrences that a recurrence may have within `horizonYears`. */
const mostOccurrences = 10_000;
const horizonYears = 5;
const yearMillis = 366 * day;
/** How far occurrences are looked for. 29 February is missing for eight years around 2100. */
const searchYears = 40;

/** UNTIL as an instant, if it is given in UTC. Dates and local times are compared by the library. */
const untilInUtc = (until: string | undefined): Instant | undefined =>
  until?.endsWith('Z') ? until.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z') : undefined;

const compact = (at: Instant): string => `${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/**
 * The rule as the library gets it. Its times are local times, written as if they were UTC. An UNTIL that is a date includes that day. One
 * in UTC is moved a day later, because the local time may be ahead; `occurrencesIn` compares the instants.
 */
const localRule = ({ rrule }: DatedRecurrence): string => {
  const until = rruleParts(rrule).get('UNTIL');
  if (until === undefined) return rrule;
  const utc = untilInUtc(until);
  const local = utc === undefined ? `${until.length === 8 ? `${until}T235959` : until}Z` : compact(plus(utc, day));
  return rrule.replace(`UNTIL=${until}`, `UNTIL=${local}`);
};

/**
 * Loads the library at its first use, because most requests meet no recurring calendar. The library would skip times of day that a time zone
 * does not have. So it generates local times in UTC, where there are no gaps, and the conversion to the time zone shifts them (RFC 5545
 * 3.3.5: by the gap in spring, and the first of two equal times in autumn).
 */
const generatorOf = async (recurrence: DatedRecurrence) => {
  const { RRuleTemporal } = await import('rrule-temporal');
  const dtstart = `${recurrence.from}T${recurrence.start ?? '00:00'}:00+00:00[UTC]`;
  return new RRuleTemporal({
    rruleString: localRule(recurrence),
    dtstart: { timeZoneId: 'UTC', toString: () => dtstart },
    tzid: 'UTC',
    strict: true,
    maxIterations: 2 * mostOccurrences,
  });
};

type LocalTime = ReturnType<Awaited<ReturnType<typeof generatorOf>>['between']>[number];

const occurrenceAt = ({ zone, length }: DatedRecurrence, generated: LocalTime): Occurrence => {
  const wanted = generated.toPlainDateTime();
  const actual = wanted.toZonedDateTime(zone, { disambiguation: 'compatible' });
  const start = instantOf(actual.epochMilliseconds);
  return { start, end: plus(start, durationMillis(length)), ...(actual.toPlainDateTime().equals(wanted) ? {} : { shifted: true }) };
};

/** Each start once: where a shifted occurrence meets another one, only the other one is left. */
const distinct = (occurrences: readonly Occurrence[]): readonly Occurrence[] => {
  const byStart = new Map<Instant, Occurrence>();
  for (const occurrence of occurrences) {
    if (!byStart.has(occurrence.start) || !occurrence.shifted) byStart.set(occurrence.start, occurrence);
  }
  return [...byStart.values()].toSorted((one, other) => (one.start < other.start ? -1 : 1));
};

/** The local times in a range, both ends included, without the exceptions. */
const localTimes = async (recurrence: DatedRecurrence, { start, end }: Range): Promise<readonly LocalTime[]> => {
  const generator = await generatorOf(recurrence);
  const exceptions = new Set(recurrence.exceptions);
  return generator.between(new Date(start), new Date(end), true).filter((time) => !exceptions.has(time.toPlainDate().toString()));
};

/**
 * The occurrences that begin in `[start, end]`, in order of time. Local times are ahead of UTC or behind it by less than a day, so a day
 * more is generated at both ends.
 */
const startingIn = async (recurrence: DatedRecurrence, { start, end }: Range): Promise<readonly Occurrence[]> => {
  const local = await localTimes(recurrence, { start: plus(start, -day), end: plus(end, day) });
  const until = untilInUtc(rruleParts(recurrence.rrule).get('UNTIL')) ?? end;
  return distinct(local.map((generated) => occurrenceAt(recurrence, generated))).filter(
    (occurrence) => occurrence.start >= start && occurrence.start <= end && occurrence.start <= until,
  );
};

/** The occurrences that overlap a time range, in order of time. */
export const occurrencesIn = async (recurrence: DatedRecurrence, { start, end }: Range): Promise<readonly Occurrence[]> => {
  const found = await startingIn(recurrence, { start: plus(start, -durationMillis(recurrence.length)), end });
  return found.filter((occurrence) => occurrence.start < end && occurrence.end > start);
};

/** The next `count` occurrences that begin at an instant or after it, in order of time. */
export const nextOccurrences = async (recurrence: DatedRecurrence, after: Instant, count: number): Promise<readonly Occurrence[]> => {
  const found: Occurrence[] = [];
  for (let year = 0; year < searchYears && found.length < count; year += 1) {
    const start = plus(after, year * yearMillis);
    const ofYear = await startingIn(recurrence, { start, end: instantOf(millis(start) + yearMillis - 1) });
    found.push(...ofYear);
  }
  return found.slice(0, count);
};

/** Whether a rule can be generated, how often it occurs, and what the library says of a rule that RFC 5545 does not allow. */
const countOf = async (recurrence: DatedRecurrence): Promise<number | string> => {
  const start = `${recurrence.from}T00:00:00.000Z`;
  try {
    return (await localTimes(recurrence, { start, end: plus(start, horizonYears * yearMillis) })).length;
  } catch (error) {
    const { message } = error as Error;
    return /exceeded/i.test(message) ? mostOccurrences + 1 : message;
  }
};

/** Why a recurrence cannot be used, if it cannot: its rule is refused by RFC 5545, never occurs, or occurs too often. */
export const occurrenceFault = async (recurrence: DatedRecurrence): Promise<RruleFault | undefined> => {
  const count = await countOf(recurrence);
  if (typeof count === 'string')
    return { code: 'recurrence/invalid-rule', message: `${recurrence.rrule} is not a rule of RFC 5545: ${count}` };
  if (count > mostOccurrences)
    return {
      code: 'recurrence/too-many',
      message: `${recurrence.rrule} has more than ${mostOccurrences} occurrences in ${horizonYears} years; choose a longer interval`,
    };
  if (count > 0 || (await nextOccurrences(recurrence, `${recurrence.from}T00:00:00.000Z`, 1)).length > 0) return undefined;
  return { code: 'recurrence/never', message: `${recurrence.rrule} never occurs; check its days, its end and its exceptions` };
};
