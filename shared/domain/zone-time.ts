import { day, type Instant } from './clock.ts';
import { dayNumber } from './dates.ts';
import { lazily } from './lazily.ts';

/** The date at an instant in a time zone: `2026-11-24`. */
export const dateIn = (zone: string, at: Instant): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(at));

const formats = lazily(() => new Map<string, Intl.DateTimeFormat>());

/** One formatter of each time zone: making one takes longer than using it a hundred times. */
const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats().get(zone);
  if (known) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', calendar: 'gregory', ...numeric });
  formats().set(zone, format);
  return format;
};

/** How far the clocks of a zone are ahead of UTC at a time, in milliseconds. */
const offsetAt = (format: Intl.DateTimeFormat, at: number): number => {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(at / 1_000) * 1_000;
};

/**
 * The time at which the clocks of a zone show a time of day on a date, in milliseconds since 1970. A time that is left out in spring is moved
 * by the gap, and of two equal times in autumn it is the first (RFC 5545 3.3.5). `24:00` is midnight at the end of the day.
 */
export const zonedMillis = (zone: string, date: string, time = '00:00'): number => {
  const format = formatOf(zone);
  const local = dayNumber(date) * day + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;
  const before = offsetAt(format, local - day);
  const after = offsetAt(format, local + day);
  const isAt = (offset: number): boolean => offsetAt(format, local - offset) === offset;
  return local - (isAt(before) || !isAt(after) ? before : after);
};
