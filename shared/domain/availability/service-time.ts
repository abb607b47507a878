import type { Agreement, WeeklyHours } from '../agreement/agreement.ts';
import { weekdays } from '../agreement/agreement.ts';
import { instantOf } from '../clock.ts';
import { dateOfDay, dayNumber } from '../dates.ts';
import { type Interval, intersect, subtract, unite } from '../window/intervals.ts';
import { dateIn, zonedMillis } from '../zone-time.ts';

/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number) => weekdays[(((day + 3) % 7) + 7) % 7];

/** The days that touch a time in a zone, as day numbers. */
const daysIn = (zone: string, { from, to }: Interval<number>): readonly number[] => {
  const first = dayNumber(dateIn(zone, instantOf(from)));
  const last = dayNumber(dateIn(zone, instantOf(to)));
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
};

/** The hours of the days of the week that touch a time. */
export const weeklyHoursIn = (zone: string, hours: readonly WeeklyHours[], span: Interval<number>): readonly Interval<number>[] =>
  daysIn(zone, span).flatMap((day) => {
    const date = dateOfDay(day);
    return hours
      .filter(({ days }) => days.some((each) => each === weekdayOf(day)))
      .map(({ from, to }) => ({ from: zonedMillis(zone, date, from), to: zonedMillis(zone, date, to) }));
  });

const wholeDay = (zone: string, date: string): Interval<number> => ({
  from: zonedMillis(zone, date),
  to: zonedMillis(zone, date, '24:00'),
});

/**
 * The service time within a span: the service hours in the zone of the agreement without its holidays, or round the clock. Days have the 23
 * or 25 hours that the clocks of the zone give them.
 */
export const serviceTimeIn = (
  { zone, serviceHours, holidays = [] }: Pick<Agreement, 'zone' | 'serviceHours' | 'holidays'>,
  span: Interval<number>,
): readonly Interval<number>[] => {
  if (span.from >= span.to) return [];
  const hours = serviceHours === undefined ? [span] : intersect(weeklyHoursIn(zone, serviceHours, span), [span]);
  const closed = holidays.map((date) => wholeDay(zone, date));
  return unite(subtract(hours, closed));
};
