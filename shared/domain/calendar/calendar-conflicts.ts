import type { Conflict } from '../change/conflict.ts';
import type { Instant } from '../clock.ts';
import { inUtc } from '../readable-time.ts';
import { type CalendarItem, isMatched } from './calendar-match.ts';
import type { CalendarRules } from './calendar-repository.ts';
import { type Freeze, isOnce } from './freeze.ts';
import type { MaintenanceHours } from './maintenance-hours.ts';
import { type Occurrence, occurrencesIn } from './occurrences.ts';
import { dated } from './recurrence.ts';

/** A time range `[start, end)`. */
export interface TimeSpan {
  readonly start: Instant;
  readonly end: Instant;
}

/** A freeze with its times that overlap a range. */
export interface FreezeTimes {
  readonly freeze: Freeze;
  readonly times: readonly TimeSpan[];
}

/** Maintenance hours with their times that overlap a range, in order. Times that touch or overlap are joined. */
export interface HoursTimes {
  readonly hours: MaintenanceHours;
  readonly times: readonly TimeSpan[];
}

const overlaps = (one: TimeSpan, other: TimeSpan): boolean => one.start < other.end && one.end > other.start;

const timesOf = async (freeze: Freeze, span: TimeSpan): Promise<readonly TimeSpan[]> => {
  if (isOnce(freeze)) return overlaps(freeze, span) ? [{ start: freeze.start, end: freeze.end }] : [];
  return freeze.recurrence ? occurrencesIn(dated(freeze.recurrence, freeze.createdAt), span) : [];
};

/** The freezes that overlap a time range, each with its times there. */
export const freezesIn = async ({ freezes }: Pick<CalendarRules, 'freezes'>, span: TimeSpan): Promise<readonly FreezeTimes[]> => {
  const found = await Promise.all(freezes.map(async (freeze) => ({ freeze, times: await timesOf(freeze, span) })));
  return found.filter(({ times }) => times.length > 0);
};

/** Joins times that touch or overlap. They must be in the order of their starts. */
export const joined = (times: readonly TimeSpan[]): readonly TimeSpan[] =>
  times.reduce<TimeSpan[]>((found, { start, end }) => {
    const previous = found.at(-1);
    if (previous === undefined || start > previous.end) found.push({ start, end });
    else if (end > previous.end) found[found.length - 1] = { start: previous.start, end };
    return found;
  }, []);

/** All maintenance hours, each with its times in a range. */
export const hoursIn = async (
  { maintenanceHours }: Pick<CalendarRules, 'maintenanceHours'>,
  span: TimeSpan,
): Promise<readonly HoursTimes[]> =>
  Promise.all(
    maintenanceHours.map(async (hours) => {
      const occurrences: readonly Occurrence[] = await occurrencesIn(dated(hours.recurrence, hours.createdAt), span);
      return { hours, times: joined(occurrences) };
    }),
  );

const named = (items: readonly CalendarItem[]): readonly string[] => [...new Set(items.map((item) => item.named))];

const freezeConflict = ({ freeze, times }: FreezeTimes, items: readonly CalendarItem[], span: TimeSpan): readonly Conflict[] => {
  const frozen = items.filter((item) => isMatched(freeze.match, item));
  const time = times.find((each) => overlaps(each, span));
  if (frozen.length === 0 || time === undefined) return [];
  const detail = `${freeze.name} allows no change from ${inUtc(time.start)} to ${inUtc(time.end)}`;
  return [{ kind: 'freeze', severity: 'blocking', freeze: freeze.id, items: [...named(frozen)], detail }];
};

/** The CIs that have maintenance hours of their own, none of which contains the whole range. */
const outside = (hours: readonly HoursTimes[], items: readonly CalendarItem[], span: TimeSpan): readonly CalendarItem[] =>
  items.filter((item) => {
    const own = hours.filter((each) => isMatched(each.hours.match, item));
    const times = joined(own.flatMap((each) => each.times).toSorted((one, other) => (one.start < other.start ? -1 : 1)));
    return own.length > 0 && !times.some(({ start, end }) => start <= span.start && end >= span.end);
  });

/**
 * What the calendars say against a change of these CIs at a time (H2, H4): a blocking conflict for each freeze that matches one of them, and
 * one warning if it is outside the maintenance hours of any of them.
 */
export const calendarConflicts = (
  { freezes, hours }: { readonly freezes: readonly FreezeTimes[]; readonly hours: readonly HoursTimes[] },
  items: readonly CalendarItem[],
  span: TimeSpan,
): readonly Conflict[] => {
  const late = outside(hours, items, span);
  const warning: Conflict = {
    kind: 'outside-maintenance-hours',
    severity: 'warning',
    items: [...named(late)],
    detail: 'the time is outside the maintenance hours of these items',
  };
  return [...freezes.flatMap((each) => freezeConflict(each, items, span)), ...(late.length > 0 ? [warning] : [])];
};
