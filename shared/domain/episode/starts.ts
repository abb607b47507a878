import { type Instant, later } from '../clock.ts';
import type { ReceivedAlert } from '../monitor/received-alert.ts';
import type { ClosedEpisode, Episode } from './episode.ts';

/** The latest start that was received of an episode. A recovery before it belongs to an earlier firing (S9). */
export const latestStart = ({ startsAt, latestStartsAt }: Pick<Episode, 'startsAt' | 'latestStartsAt'>): Instant =>
  later(startsAt, latestStartsAt ?? startsAt);

const isStartUnreadable = ({ warnings = [] }: Pick<ReceivedAlert | Episode, 'warnings'>): boolean =>
  warnings.includes('starts-at-unreadable');

type Starts = Pick<Episode, 'latestStartsAt' | 'sentStartsAt'>;

/** The starts of an episode after a repeat. Only a start that is known, and was not received before, can be a later one. */
export const startsAfter = (episode: Episode, alert: ReceivedAlert): Starts => {
  const { sentStartsAt } = alert;
  const isKnown = isStartUnreadable(alert) || (sentStartsAt !== undefined && sentStartsAt === episode.sentStartsAt);
  const latest = isKnown ? latestStart(episode) : later(latestStart(episode), alert.startsAt);
  return { ...(sentStartsAt === undefined ? {} : { sentStartsAt }), ...(latest > episode.startsAt ? { latestStartsAt: latest } : {}) };
};

/** Whether a recovery is about the start that the open episode has now. */
const isOwnStart = (episode: Episode, alert: ReceivedAlert, closed: ClosedEpisode | undefined): boolean => {
  // Without a start, only the end tells a late copy of the recovery before.
  if (isStartUnreadable(alert)) return isStartUnreadable(episode) && (closed === undefined || alert.endsAt > closed.endsAt);
  const sent = alert.sentStartsAt ?? alert.startsAt;
  return sent === latestStart(episode) || sent === episode.sentStartsAt;
};

/** Whether a recovery is stale: it ended before the latest start of the open episode, and is not about that start (S9). */
export const isStale = (episode: Episode, alert: ReceivedAlert, closed: ClosedEpisode | undefined): boolean =>
  alert.endsAt < latestStart(episode) && !isOwnStart(episode, alert, closed);
