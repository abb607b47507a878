import { day, type Instant, plus } from '../../domain/clock.ts';
import type { Delivery, Episode, EpisodeRepository, EpisodeState } from '../../domain/episode/episode.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { assertTimeRange } from '../../domain/time-range.ts';
import { showWouldBe, type WouldBeContext } from './show-would-be.ts';

interface ListContext extends WouldBeContext {
  readonly episodes: Pick<EpisodeRepository, 'page' | 'deliveriesOf'>;
}

export interface EpisodeQuery {
  readonly monitor?: string | undefined;
  readonly state?: EpisodeState | undefined;
  /** The id of an item. */
  readonly item?: string | undefined;
  /** The id of a change. */
  readonly change?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

const defaultDays = 31;

/** An episode as the API answers it, with its deliveries and without internal fields. */
export const showEpisode = (episode: Episode, deliveries: readonly Delivery[]) => {
  const {
    version,
    labelsDigest,
    isTest,
    isOutage,
    latestStartsAt,
    sentStartsAt,
    lastReceivedAt,
    announcedAt,
    toldAt,
    remindedFor,
    generatorURL,
    externalURL,
    ...shown
  } = episode;
  return {
    ...shown,
    items: episode.items.map((item) => item.id),
    changes: episode.changes.map((change) => change.id),
    deliveries: deliveries.map(({ n, kind, status, sentAt, tries, note, reason }) => ({ n, kind, status, sentAt, tries, note, reason })),
  };
};

/** Lists episodes with their deliveries, newest first (S4). Without a monitor, `from` is by default 31 days before `to`. */
export const listEpisodes =
  (context: ListContext) =>
  async (request: PageRequest, query: EpisodeQuery): Promise<Page<ReturnType<typeof showEpisode>>> => {
    const { episodes, clock } = context;
    assertTimeRange(query.from, query.to);
    const to = query.to ?? clock.now();
    const from = query.from ?? (query.monitor === undefined ? plus(to, -defaultDays * day) : '');
    const keep = ({ state, items, changes }: Episode): boolean =>
      (query.state === undefined || state === query.state) &&
      (query.item === undefined || items.some(({ id }) => id === query.item)) &&
      (query.change === undefined || changes.some(({ id }) => id === query.change));
    const page = await episodes.page({ ...request, monitor: query.monitor, from, to }, keep);
    const known = await showWouldBe(context)(page.items);
    const items = await Promise.all(known.map(async (episode) => showEpisode(episode, await episodes.deliveriesOf(episode.id))));
    return { ...page, items };
  };
