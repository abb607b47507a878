import { later } from '../clock.ts';
import type { ClosedEpisode, Episode, OpenEpisode } from './episode.ts';

/** Pointers to an episode. Each replaces `before` and keeps its unknown fields, which a newer version of the code may have written (T2). */

export const openPointer = (episode: Episode, before: OpenEpisode | undefined): OpenEpisode => {
  const { announcedAt: _, ...kept } = { announcedAt: undefined, ...before };
  const { monitor, identity, id, items, announcedAt } = episode;
  return {
    ...kept,
    ...{ monitor, identity, episode: id, items: items.map((item) => item.id), version: (before?.version ?? 0) + 1 },
    ...(announcedAt === undefined ? {} : { announcedAt }),
  };
};

export const closedPointer = (episode: Episode, before: ClosedEpisode | undefined): ClosedEpisode => {
  const { monitor, identity, id, startsAt, latestStartsAt = startsAt, endsAt = startsAt } = episode;
  return {
    ...before,
    ...{ monitor, identity, episode: id, startsAt: later(startsAt, latestStartsAt), endsAt, version: (before?.version ?? 0) + 1 },
  };
};
