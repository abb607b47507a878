import { type Instant, millis, second } from '../clock.ts';
import type { Monitor } from '../monitor/monitor.ts';
import type { Episode } from './episode.ts';

/** A reminder is sent after this part of the repeat interval (S5), because a repeat may arrive a little early. */
const reminderFraction = 0.9;

/** Whether a firing that was sent may be sent again, counted from when it was sent last. */
export const isReminderTime = (
  { toldAt, receivedAt }: Pick<Episode, 'toldAt' | 'receivedAt'>,
  { repeatIntervalSeconds }: Pick<Monitor, 'repeatIntervalSeconds'>,
  now: Instant,
): boolean => millis(now) - millis(toldAt ?? receivedAt) >= reminderFraction * repeatIntervalSeconds * second;
