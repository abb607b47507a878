import { type Instant, minute, plus } from '../clock.ts';
import type { Person } from './person.ts';

const minutesADay = 24 * 60;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The time of day of an instant in a zone, in minutes. */
const localMinutes = (at: Instant, zone: string): number =>
  minutesOf(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at)),
  );

/** The next instant with a time of day. Where the clocks change in between, the first guess is corrected by the difference. */
const nextAt = (time: number, now: Instant, zone: string): Instant => {
  const full = `${now.slice(0, 16)}:00.000Z`;
  const guess = plus(full, ((time - localMinutes(now, zone) + minutesADay) % minutesADay) * minute);
  const difference = time - localMinutes(guess, zone);
  const nearest = difference > minutesADay / 2 ? difference - minutesADay : difference;
  return plus(guess, (nearest < -minutesADay / 2 ? nearest + minutesADay : nearest) * minute);
};

/** When the quiet hours of a person end, if they are in them (P4). Quiet hours are times of day in the person's zone, and may pass midnight. */
export const quietUntil = ({ quietHours, zone }: Pick<Person, 'quietHours' | 'zone'>, now: Instant): Instant | undefined => {
  if (!quietHours) return undefined;
  const [from, to, local] = [minutesOf(quietHours.from), minutesOf(quietHours.to), localMinutes(now, zone)];
  const isQuiet = from <= to ? from <= local && local < to : local >= from || local < to;
  return isQuiet ? nextAt(to, now, zone) : undefined;
};
