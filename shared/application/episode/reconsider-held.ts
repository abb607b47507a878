import type { EpisodeRepository } from '../../domain/episode/episode.ts';
import type { ReleaseQueue } from '../../domain/window/release-queue.ts';

interface ReconsiderContext {
  readonly episodes: Pick<EpisodeRepository, 'openOf' | 'findMany'>;
  readonly passes: ReleaseQueue;
}

/**
 * Requests a release pass for each window under which a monitor holds alerts. It is due after an edit of the monitor's mode or matchers, so
 * that an alert that may no longer be held is sent also if its monitor does not repeat it (S6, S11).
 */
export const reconsiderHeld =
  ({ episodes, passes }: ReconsiderContext) =>
  async (monitor: string): Promise<void> => {
    const open = await episodes.openOf(monitor);
    const unsent = open.filter(({ announcedAt }) => announcedAt === undefined).map(({ episode }) => episode);
    const held = (await episodes.findMany(unsent)).filter(({ state }) => state === 'held');
    for (const window of new Set(held.flatMap(({ windows }) => windows))) await passes.pass(window, 0);
  };
