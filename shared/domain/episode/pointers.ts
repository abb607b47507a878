import { later } from '../clock.ts';
import { identityOf } from '../monitor/received-alert.ts';
import type { ClosedEpisode, Episode, OpenEpisode } from './episode.ts';

/** Pointers to an episode. Each replaces `before` and keeps its unknown fields, which a newer version of the code may have written (T2). */

export const openPointer = (episode: Episode, before: OpenEpisode | undefined): OpenEpisode => {
  const { announcedAt: _, ...kept } = { announcedAt: undefined, ...before };
  const { monitor, id, items, announcedAt } = episode;
  return {
    ...kept,
    ...{ monitor, identity: identityOf(episode), episode: id, items: items.map((item) => item.id), version: (before?.version ?? 0) + 1 },
    ...(announcedAt === undefined ? {} : { announcedAt }),
  };
};

export const closedPointer = (episode: Episode, before: ClosedEpisode | undefined): ClosedEpisode => {
  const { monitor, id, startsAt, latestStartsAt = startsAt, endsAt = startsAt, closedAt = episode.lastReceivedAt } = episode;
  return {
    ...before,
    ...{
      monitor,
      identity: identityOf(episode),
      episode: id,
      startsAt: later(startsAt, latestStartsAt),
      endsAt,
      closedAt,
      version: (before?.version ?? 0) + 1,
    },
  };
};
