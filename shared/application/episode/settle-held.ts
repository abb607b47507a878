import { earlier, type Instant } from '../../domain/clock.ts';
import type { Episode, Hold } from '../../domain/episode/episode.ts';
import { releaseReason } from '../../domain/episode/reason.ts';
import { type Verdict, verdictOf } from '../../domain/episode/verdict.ts';
import { type GracePeriod, graceOf } from '../../domain/monitor/monitor.ts';
import { identityOf } from '../../domain/monitor/received-alert.ts';
import { onFreshRows, StaleWrite } from '../../domain/store.ts';
import type { MonitorExemption } from '../../domain/suppression/exemption.ts';
import { type QuietReading, readQuiet } from '../suppression/read-quiet.ts';
import type { AlertContext } from './episode-context.ts';
import { episodeTransitions } from './episode-transitions.ts';
import { queueAll } from './queue-all.ts';

/** The outcome for a held episode: decided, or still held. `until` is the end of its grace period, if it is in one. */
export type Settlement = { readonly kind: 'decided' } | { readonly kind: 'held'; readonly until?: Instant };

/** The monitor of a held episode: its grace period, and which alerts it may hold now. */
export interface Holder extends Pick<MonitorExemption, 'barOf'> {
  readonly grace: GracePeriod;
}

/** How often the holds of an episode are changed in a row before it is left to the next pass. */
const maxRounds = 10;

/** Whether a held episode needs no change: it is suppressed by the same windows, or in the grace period. */
export const staysHeld = (episode: Episode, verdict: Verdict): boolean => {
  if (verdict.kind === 'send') return false;
  if (verdict.kind === 'grace') return true;
  const ids = new Set(verdict.windows.map(({ window }) => window));
  return ids.size === episode.windows.length && episode.windows.every((window) => ids.has(window));
};

/** The start of the time in which windows matter to a held episode. */
export const relevantSince = ({ startsAt, receivedAt }: Pick<Episode, 'startsAt' | 'receivedAt'>): Instant => earlier(startsAt, receivedAt);

/**
 * Decides a held episode by its monitor (S6, S11) and by the current windows of its CIs (S5, S8): it is released, held under other windows and checked again, or left as
 * it is. `reading`: windows that the caller has just read for many episodes at once.
 */
export const settleHeld = (context: AlertContext) => {
  const { episodes, store, clock, queue } = context;
  const transitions = episodeTransitions(context);

  const release = async (episode: Episode, holds: readonly Hold[], reason: string): Promise<Settlement> => {
    const identity = identityOf(episode);
    const [open] = await episodes.open(episode.monitor, [identity]);
    // The episode was closed after it was read: read it again.
    if (open?.episode !== episode.id) throw new StaleWrite([`OpenEpisode ${identity}`]);
    const { writes, sends } = transitions.release(episode, holds, open, reason);
    await store.commit(writes);
    await queueAll(queue, sends);
    return { kind: 'decided' };
  };

  const step = async (id: string, { grace, barOf }: Holder, reading: QuietReading | undefined): Promise<Settlement | 'again'> => {
    const episode = await episodes.find(id);
    if (episode?.state !== 'held') return { kind: 'decided' };
    const bar = barOf(episode.labels);
    if (bar !== undefined)
      return release(episode, await episodes.holds(id, episode.windows), releaseReason(bar, undefined, episode.startsAt));
    const at = clock.now();
    const known = reading ?? (await readQuiet(context)(episode.items, { at, since: relevantSince(episode) }));
    const verdict = verdictOf(known.of(episode.items), at, graceOf(grace));
    if (staysHeld(episode, verdict)) return { kind: 'held', ...(verdict.kind === 'grace' ? { until: verdict.until } : {}) };
    const next = verdict.kind === 'suppressed' ? verdict.windows.map(({ window }) => window) : [];
    const holds = await episodes.holds(id, [...new Set([...episode.windows, ...next])]);
    if (verdict.kind === 'send') return release(episode, holds, releaseReason(undefined, verdict.ended, episode.startsAt));
    if (verdict.kind === 'suppressed') await store.commit(transitions.holdUnder(episode, holds, verdict.windows).writes);
    return 'again';
  };

  return (id: string, holder: Holder, reading?: QuietReading): Promise<Settlement> => {
    let first = reading;
    return onFreshRows(async () => {
      for (let round = 0; round < maxRounds; round += 1) {
        const known = first;
        first = undefined;
        const settled = await step(id, holder, known);
        if (settled !== 'again') return settled;
      }
      throw new StaleWrite([`Episode ${id}`]);
    });
  };
};
