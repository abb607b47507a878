import type { Agreement } from '../../domain/agreement/agreement.ts';
import { type Instant, instantOf, millis, plus } from '../../domain/clock.ts';
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

/** The date in a zone on which a period begins, or on which its last moment lies. */
const firstDate = (from: string, zone: string): string => (isDate(from) ? from : dateIn(zone, from));
const lastDate = (to: string, zone: string): string => (isDate(to) ? to : dateIn(zone, plus(to, -1)));

/** Days or instants in milliseconds. Days are those of the zone of an agreement, from the beginning of the first to the end of the last. */
export const timesIn = ({ from, to }: DateSpan, { zone }: Pick<Agreement, 'zone'>): Interval<number> => ({
  from: beginOf(from, zone),
  to: endOf(to, zone),
});

/** Whether a period has more than so many days of a zone, of which those on which the clocks change have 23 or 25 hours. */
const isLonger = ({ from, to }: Interval<number>, days: number, zone: string): boolean => {
  const [first, last] = [dateIn(zone, instantOf(from)), dateIn(zone, instantOf(to))];
  const whole = dayNumber(last) - dayNumber(first);
  return whole > days || (whole === days && to - zonedMillis(zone, last) > from - zonedMillis(zone, first));
};

/** The calendar month, in the zone of the agreement, of the end that is asked for, or of now. */
const monthOf = ({ from, to }: AvailabilityQuery, zone: string, now: Instant): number => {
  if (from !== undefined) return monthNumber(firstDate(from, zone));
  return monthNumber(to === undefined ? dateIn(zone, now) : lastDate(to, zone));
};

/**
 * The period of a request in milliseconds. An end that is unset is that of the calendar month of the other one, in the zone of the agreement. If
 * both are unset, the period is the month of now.
 * @throws DomainError invalid `query/invalid` if it ends before it begins, `period/too-long`
 */
export const periodOf = (query: AvailabilityQuery, { zone }: Pick<Agreement, 'zone'>, now: Instant): Interval<number> => {
  const month = monthOf(query, zone, now);
  const { from = firstDayOf(month), to = lastDayOf(month) } = query;
  const period = timesIn({ from, to }, { zone });
  if (period.to <= period.from) {
    const detail = `the period ends at ${instantOf(period.to)}, which is not after its beginning at ${instantOf(period.from)}`;
    throw invalid('/query/to', 'query/invalid', detail);
  }
  if (isLonger(period, longestPeriodDays, zone)) {
    const detail = `the period has more than ${longestPeriodDays} days; send a shorter period, or request an export of availability instead`;
    throw invalid('/query/to', 'period/too-long', detail);
  }
  return period;
};

/** The part of a period that has passed. It is empty if the period has not begun. */
export const passedOf = ({ from, to }: Interval<number>, now: Instant): Interval<number> => ({
  from,
  to: Math.max(from, Math.min(to, millis(now))),
});
