import { earlier, type Instant, minute, plus } from '../../domain/clock.ts';
import type { ClosedEpisode, Episode, OpenEpisode } from '../../domain/episode/episode.ts';
import { isReminderTime } from '../../domain/episode/reminder.ts';
import { isDomainError } from '../../domain/errors.ts';
import { kindNamed } from '../../domain/monitor/kinds/kinds.ts';
import { longestGrace, type Monitor } from '../../domain/monitor/monitor.ts';
import { identityOf, type ReceivedAlert } from '../../domain/monitor/received-alert.ts';
import type { ItemQuiet, ReachedItem } from '../../domain/suppression/decision.ts';
import type { MonitorExemption } from '../../domain/suppression/exemption.ts';
import { lookUp } from '../suppression/look-up.ts';
import { type QuietReading, readQuiet } from '../suppression/read-quiet.ts';
import type { AlertContext } from './episode-context.ts';
import { relevantSince } from './settle-held.ts';

/** What is stored of one alert, and the windows of its CIs. */
export interface AlertState {
  readonly alert: ReceivedAlert;
  /** The row of its open episode, if there is one, and the episode (S9). A row without an episode cannot be read. */
  readonly open?: OpenEpisode | undefined;
  readonly episode?: Episode | undefined;
  readonly closed?: ClosedEpisode | undefined;
  /** The CIs that were found when the episode was opened, or now if there is none (S1). */
  readonly items: readonly ReachedItem[];
  /** Whether the windows have no say: the alert was sent, and this message is no time for a reminder. Its windows are not read. */
  readonly isDecided: boolean;
  /** The suppression of the CIs; undefined if it is not read or cannot be read (S2). */
  readonly quiet: readonly ItemQuiet[] | undefined;
}

export interface ChunkState {
  readonly states: readonly AlertState[];
  readonly reading: QuietReading | undefined;
}

/**
 * Undefined if the reading fails, so that the alert is sent (S2). If the store is unavailable, however, the whole message is refused, and
 * the monitor sends it again (S10).
 */
const orUnknown = async <Answer>(read: () => Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (isDomainError(error) && error.kind === 'busy') throw error;
    return undefined;
  }
};

/** Whether an episode is held, or would be if its monitor enforced. */
const isHeld = ({ state, wouldBe }: Episode): boolean => state === 'held' || wouldBe === 'held';

/** The start of the time in which windows matter to these alerts. */
const sinceOf = (at: Instant, alerts: readonly ReceivedAlert[], episodes: readonly Episode[]): Instant => {
  const starts = [...alerts.map(({ startsAt }) => plus(startsAt, -minute)), ...episodes.filter(isHeld).map(relevantSince)];
  return starts.reduce(earlier, plus(at, -longestGrace));
};

const names = (received: readonly { readonly identity: string }[]): readonly string[] => received.map(({ identity }) => identity);

/** Reads everything needed to judge up to a hundred different alerts. Each row is read once (S10, T6). */
export const readAlertState =
  (context: AlertContext, { dated }: Pick<MonitorExemption, 'dated'>) =>
  async (monitor: Monitor, alerts: readonly ReceivedAlert[]): Promise<ChunkState> => {
    const { episodes, clock } = context;
    const { isOrdered = false } = kindNamed(monitor.kind);
    const received = alerts.map((alert) => ({ alert, identity: identityOf(alert) }));
    // A firing can come too late only if the times of the messages give their order.
    const ending = received.filter(({ alert }) => isOrdered || alert.status === 'resolved');
    const [open, closed] = await Promise.all([episodes.open(monitor.id, names(received)), episodes.closed(monitor.id, names(ending))]);
    const found = await episodes.findMany(open.map(({ episode }) => episode));
    const openOf = new Map(open.map((row) => [row.identity, row]));
    const closedOf = new Map(closed.map((row) => [row.identity, row]));
    const episodeOf = new Map(found.map((episode) => [identityOf(episode), episode]));

    const unopened = received.filter(({ identity }) => !episodeOf.has(identity));
    const references = unopened.map(({ alert: { labels } }) => ({ labels, monitor }));
    const reached = await orUnknown(() => lookUp(context)(references));
    const itemsOf = new Map<string, readonly ReachedItem[]>([
      ...[...episodeOf].map(([identity, { items }]) => [identity, items] as const),
      ...unopened.map(({ identity }, place) => [identity, reached?.[place]?.items ?? []] as const),
    ]);
    const certain = new Set(unopened.flatMap(({ identity }, place) => (reached?.[place]?.isCertain ? [identity] : [])));
    const at = clock.now();
    const isDecided = ({ identity, alert }: { readonly identity: string; readonly alert: ReceivedAlert }): boolean => {
      const episode = episodeOf.get(identity);
      if (!episode || isHeld(episode)) return false;
      return alert.status === 'resolved' || !isReminderTime(episode, monitor, at);
    };
    const decided = new Set(received.filter(isDecided).map(({ identity }) => identity));
    const toDecide = [...itemsOf].flatMap(([identity, items]) => (decided.has(identity) ? [] : items));
    const reading = await orUnknown(() => readQuiet(context)(toDecide, { at, since: sinceOf(at, alerts, found) }));

    const states = received.map(({ alert, identity }): AlertState => {
      const [found, episode] = [itemsOf.get(identity) ?? [], episodeOf.get(identity)];
      const items = episode && isHeld(episode) ? found : dated(alert.labels, found);
      const isKnown = certain.has(identity) || episode !== undefined;
      return {
        ...{ alert, items, open: openOf.get(identity), episode, closed: closedOf.get(identity) },
        isDecided: decided.has(identity),
        quiet: isKnown && !decided.has(identity) ? reading?.of(items) : undefined,
      };
    });
    return { states, reading };
  };
