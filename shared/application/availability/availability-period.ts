import type { Agreement } from '../../domain/agreement/agreement.ts';
import { day, type Instant, instantOf, millis } from '../../domain/clock.ts';
import { dateOfDay, dayNumber, firstDayOf, lastDayOf, monthNumber } from '../../domain/dates.ts';
import { invalid } from '../../domain/errors.ts';
import type { DateSpan } from '../../domain/splitting.ts';
import type { Interval } from '../../domain/window/intervals.ts';
import { dateIn, zonedMillis } from '../../domain/zone-time.ts';

/** The longest period that can be asked for, in days. */
const longestPeriodDays = 400;

/** The period that a request asks for: instants, or dates in the zone of the agreement, of which the last one is included. */
export interface AvailabilityQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const isDate = (text: string): boolean => text.length === 'yyyy-mm-dd'.length;

const beginOf = (text: string, zone: string): number => (isDate(text) ? zonedMillis(zone, text) : millis(text));
const endOf = (text: string, zone: string): number => (isDate(text) ? zonedMillis(zone, dateOfDay(dayNumber(text) + 1)) : millis(text));

/** Days or instants in milliseconds. Days are those of the zone of an agreement, from the beginning of the first to the end of the last. */
export const timesIn = ({ from, to }: DateSpan, { zone }: Pick<Agreement, 'zone'>): Interval<number> => ({
  from: beginOf(from, zone),
  to: endOf(to, zone),
});

/**
 * The period of a request in milliseconds. Unset: the calendar month of now in the zone of the agreement.
 * @throws DomainError invalid `query/invalid` if it ends before it begins, `period/too-long`
 */
export const periodOf = ({ from, to }: AvailabilityQuery, { zone }: Pick<Agreement, 'zone'>, now: Instant): Interval<number> => {
  const month = monthNumber(dateIn(zone, now));
  const period = timesIn({ from: from ?? firstDayOf(month), to: to ?? lastDayOf(month) }, { zone });
  if (period.to <= period.from) {
    const detail = `the period ends at ${instantOf(period.to)}, which is not after its beginning at ${instantOf(period.from)}`;
    throw invalid('/query/to', 'query/invalid', detail);
  }
  if (period.to - period.from > longestPeriodDays * day) {
    const detail = `the period has more than ${longestPeriodDays} days; ask for shorter ones, whose times add up`;
    throw invalid('/query/to', 'period/too-long', detail);
  }
  return period;
};

/** The part of a period that has passed. It is empty if the period has not begun. */
export const passedOf = ({ from, to }: Interval<number>, now: Instant): Interval<number> => ({
  from,
  to: Math.max(from, Math.min(to, millis(now))),
});
