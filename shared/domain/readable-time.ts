import { type Instant, millis, minute } from './clock.ts';

const parts = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

/** The local time in a time zone, without its name: `Sat, 28 Nov 2026, 23:00`. */
export const localTime = (instant: Instant, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone }).format(millis(instant));

/** The local time in a time zone: `Sat, 28 Nov 2026, 23:00 (Europe/Berlin)`. */
export const inZone = (instant: Instant, zone: string): string => `${localTime(instant, zone)} (${zone})`;

/** The time in UTC: `2026-11-28 22:00 UTC`. Seconds are shown only if they are not zero. */
export const inUtc = (instant: Instant): string =>
  `${instant.slice(0, 10)} ${instant.slice(11, millis(instant) % minute === 0 ? 16 : 19)} UTC`;

/** The time in the reader's time zone and in UTC. */
export const readableTime = (instant: Instant, zone: string): string =>
  zone === 'UTC' ? inUtc(instant) : `${inZone(instant, zone)}, ${inUtc(instant)}`;

/** A duration as text: `1 h 5 min 20 s`, `0 min`. */
export const readableLength = (milliseconds: number): string => {
  const total = Math.round(milliseconds / 1_000);
  const parts = [`${Math.floor(total / 3_600)} h`, `${Math.floor(total / 60) % 60} min`, `${total % 60} s`];
  return parts.filter((part) => !part.startsWith('0 ')).join(' ') || '0 min';
};
