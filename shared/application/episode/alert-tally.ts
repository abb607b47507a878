import type { Episode, EpisodeRepository, EpisodeState } from '../../domain/episode/episode.ts';

interface TallyContext {
  readonly episodes: Pick<EpisodeRepository, 'holdsOf' | 'findMany'>;
}

/** How the alerts of a window ended, by the state of their episodes (S4). `quiet` is the sum of the others. */
export type AlertTally = Readonly<Record<EpisodeState, number>> & { readonly quiet: number };

/** The episodes that were held under a window, oldest first (S4). Tests of monitors are not alerts, and are left out. */
export const episodesUnder =
  ({ episodes }: TallyContext) =>
  async (window: string): Promise<readonly Episode[]> => {
    const holds = await episodes.holdsOf(window);
    const found = await episodes.findMany(holds.map(({ episode }) => episode));
    return found.filter(({ isTest }) => !isTest).toSorted((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1));
  };

/** Counts episodes by their state. */
export const countByState = (episodes: readonly Pick<Episode, 'state'>[]): AlertTally => {
  const count = (state: EpisodeState) => episodes.filter((episode) => episode.state === state).length;
  return {
    quiet: episodes.length,
    held: count('held'),
    forwarded: count('forwarded'),
    absorbed: count('absorbed'),
    released: count('released'),
  };
};

/** Counts the episodes that were held under a window. */
export const tallyOf =
  (context: TallyContext) =>
  async (window: string): Promise<AlertTally> =>
    countByState(await episodesUnder(context)(window));
