import type { Instant } from '../../domain/clock.ts';
import { dateOfDay, dayNumber } from '../../domain/dates.ts';
import type { DateSpan } from '../../domain/splitting.ts';

/** The days of a report as times in UTC: from the beginning of the first day, up to the beginning of the day after the last one. */
export const timesOf = ({ from, to }: DateSpan): { readonly from: Instant; readonly to: Instant } => ({
  from: `${from}T00:00:00.000Z`,
  to: `${dateOfDay(dayNumber(to) + 1)}T00:00:00.000Z`,
});
