import { type Clock, earlier, plus } from '../../domain/clock.ts';
import type { Delivery, Episode, EpisodeRepository, EpisodeState } from '../../domain/episode/episode.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { PageRequest } from '../../domain/store.ts';
import { nameEpisodes } from '../episode/name-episodes.ts';
import { showWouldBe, type WouldBeContext } from '../episode/show-would-be.ts';
import type { NamesContext } from '../name/names-of.ts';
import { monthPeriod, type PeriodQuery } from './report-frame.ts';
import { timesOf } from './report-times.ts';

/** The dependencies of the account of held alerts. */
export interface AccountContext extends NamesContext, WouldBeContext {
  readonly clock: Clock;
  readonly episodes: Pick<EpisodeRepository, 'page' | 'deliveriesOf'>;
}

/** How an alert that was not sent at once stands or ended. A monitor that observes sends it all the same: then it is what would have been. */
const endings = ['held', 'absorbed', 'released'] as const satisfies readonly EpisodeState[];
type Ending = (typeof endings)[number];

const endingOf = ({ state, wouldBe }: Episode): Ending | undefined => endings.find((ending) => ending === (wouldBe ?? state));

/** Alerts that were made to test a monitor are in no account. */
const wasSuppressed = (episode: Episode): boolean => !episode.isTest && endingOf(episode) !== undefined;

const firstSent = (deliveries: readonly Delivery[]): Delivery | undefined => deliveries.find(({ kind }) => kind === 'firing');

/** When a released alert was sent, and why then. Only released alerts have such a delivery. */
const releaseOf = async ({ episodes }: AccountContext, { id, state }: Episode) => {
  const sent = state === 'released' ? firstSent(await episodes.deliveriesOf(id)) : undefined;
  return { sentAt: sent?.sentAt, reason: sent?.reason };
};

/** How many episodes are looked at together. */
const atOnce = 20;

/**
 * What people did not hear at once, and why (S4): each alert that was held in a period, the newest first, with its windows and changes, and
 * how it ended. What a monitor in `observe` would have held is in it with `observed`. A period counts by when the alert was first received.
 * One page reads at most 31 days and 1,000 rows, and may be short.
 * @throws DomainError invalid `report/end-before-start`, `period/too-long`
 */
export const suppressionAccount = (context: AccountContext) => async (query: PeriodQuery, request: PageRequest) => {
  const span = monthPeriod(context, query);
  const { from, to } = timesOf(span);
  // Both ends of the list count, and nothing was received later than now.
  const latest = earlier(plus(to, -1), context.clock.now());
  const { items: found, nextCursor } = await context.episodes.page({ ...request, from, to: latest }, wasSuppressed);
  const decided = await showWouldBe(context)(found);
  const rows = await inParallel(decided, atOnce, async (episode) => {
    const { id, monitor, labels, items, windows, changes, wouldBe, startsAt, receivedAt, endsAt, closedAt } = episode;
    return {
      ...{ episode: id, monitor, alert: labels.alertname, items: items.map((item) => item.id), windows },
      ...{ changes: changes.map((change) => change.id), changeNumbers: changes.map(({ number }) => number) },
      ...{ ending: endingOf(episode) ?? 'held', observed: wouldBe !== undefined },
      ...{ startsAt, receivedAt, endsAt, closedAt },
      ...(await releaseOf(context, episode)),
    };
  });
  const named = await nameEpisodes(context)(rows);
  return { ...span, items: named.map(({ changeNames, ...row }) => row), nextCursor };
};
