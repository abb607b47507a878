import type { Instant } from '../../domain/clock.ts';
import { earlier } from '../../domain/clock.ts';
import type { Episode, Hold } from '../../domain/episode/episode.ts';
import { type Verdict, verdictOf } from '../../domain/episode/verdict.ts';
import { type GracePeriod, graceOf } from '../../domain/monitor/monitor.ts';
import { onFreshRows, StaleWrite } from '../../domain/store.ts';
import { type QuietReading, readQuiet } from '../suppression/read-quiet.ts';
import { type AlertContext, queueAll } from './episode-context.ts';
import { movesOf } from './moves.ts';

/** What became of a held episode: still held (until when its grace lasts, if it is in one), or decided. */
export type Settlement = { readonly kind: 'decided' } | { readonly kind: 'held'; readonly until?: Instant };

/** How often an episode is held anew in one go; windows do not change faster than this. */
const mostHolds = 10;

/** Whether a held episode stays as it is: under the same windows, or in the grace. */
export const staysHeld = (episode: Episode, verdict: Verdict): boolean => {
  if (verdict.kind === 'out') return false;
  if (verdict.kind === 'grace') return true;
  const ids = new Set(verdict.windows.map(({ window }) => window));
  return ids.size === episode.windows.length && episode.windows.every((window) => ids.has(window));
};

/** From when on windows matter to a held episode: those that ended before it was heard of do not. */
export const heardSince = ({ startsAt, receivedAt }: Pick<Episode, 'startsAt' | 'receivedAt'>): Instant => earlier(startsAt, receivedAt);

/**
 * Decides a held episode anew by its CIs' windows as they are now (S5, S8): released, held under other windows (then checked again in the
 * same way), or left. `reading`: fresh rows that a pass read for many at once.
 */
export const settleHeld = (context: AlertContext) => {
  const { episodes, store, clock, queue } = context;
  const moves = movesOf(context);

  const release = async (episode: Episode, holds: readonly Hold[], verdict: Verdict & { kind: 'out' }): Promise<Settlement> => {
    const [open] = await episodes.open(episode.monitor, [episode.fingerprint]);
    // Somebody closed it since it was read: judged again on what is so now.
    if (open?.episode !== episode.id) throw new StaleWrite([`OpenEpisode ${episode.fingerprint}`]);
    const move = moves.release(episode, holds, open, verdict.ended);
    await store.commit(move.writes);
    await queueAll(queue, move.sends);
    return { kind: 'decided' };
  };

  const step = async (id: string, monitor: GracePeriod, reading: QuietReading | undefined): Promise<Settlement | 'again'> => {
    const episode = await episodes.find(id);
    if (episode?.state !== 'held') return { kind: 'decided' };
    const at = clock.now();
    const known = reading ?? (await readQuiet(context)(episode.items, { at, since: heardSince(episode) }));
    const verdict = verdictOf(known.of(episode.items), at, graceOf(monitor));
    if (staysHeld(episode, verdict)) return { kind: 'held', ...(verdict.kind === 'grace' ? { until: verdict.until } : {}) };
    const next = verdict.kind === 'quiet' ? verdict.windows.map(({ window }) => window) : [];
    const holds = await episodes.holds(id, [...new Set([...episode.windows, ...next])]);
    if (verdict.kind === 'out') return release(episode, holds, verdict);
    if (verdict.kind === 'quiet') await store.commit(moves.rehold(episode, holds, verdict.windows).writes);
    return 'again';
  };

  return (id: string, monitor: GracePeriod, reading?: QuietReading): Promise<Settlement> => {
    let first = reading;
    return onFreshRows(async () => {
      for (let round = 0; round < mostHolds; round += 1) {
        const known = first;
        first = undefined;
        const settled = await step(id, monitor, known);
        if (settled !== 'again') return settled;
      }
      throw new StaleWrite([`Episode ${id}`]);
    });
  };
};
