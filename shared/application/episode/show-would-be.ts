import { type Clock, earlier } from '../../domain/clock.ts';
import type { Episode } from '../../domain/episode/episode.ts';
import { wouldStayHeld } from '../../domain/episode/would-be.ts';
import { graceOf, type MonitorRepository } from '../../domain/monitor/monitor.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { readQuiet } from '../suppression/read-quiet.ts';
import { relevantSince } from './settle-held.ts';

export interface WouldBeContext {
  readonly windows: Pick<WindowRepository, 'entriesOf' | 'findMany' | 'restoreEpoch'>;
  readonly monitors: Pick<MonitorRepository, 'findMany'>;
  readonly clock: Clock;
}

/**
 * Episodes with what would have happened to them until now (S11). No release pass looks after an alert that was only observed, so one that still
 * fires is decided when it is read.
 */
export const showWouldBe =
  ({ windows, monitors, clock }: WouldBeContext) =>
  async (episodes: readonly Episode[]): Promise<readonly Episode[]> => {
    const waiting = episodes.filter(({ wouldBe }) => wouldBe === 'held');
    if (waiting.length === 0) return episodes;
    const at = clock.now();
    const owners = await monitors.findMany([...new Set(waiting.map(({ monitor }) => monitor))]);
    const graces = new Map(owners.map((monitor) => [monitor.id, graceOf(monitor)]));
    const reading = await readQuiet({ windows })(
      waiting.flatMap(({ items }) => items),
      { at, since: waiting.map(relevantSince).reduce(earlier, at) },
    );
    return episodes.map((episode) => {
      if (episode.wouldBe !== 'held') return episode;
      const isHeld = wouldStayHeld(reading.of(episode.items), { from: episode.receivedAt, at }, graces.get(episode.monitor) ?? 0);
      return { ...episode, wouldBe: isHeld ? 'held' : 'released' };
    });
  };
