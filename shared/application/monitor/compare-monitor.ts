import { day, type Instant, plus } from '../../domain/clock.ts';
import type { Episode, EpisodeRepository, EpisodeState } from '../../domain/episode/episode.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { assertTimeRange } from '../../domain/time-range.ts';
import { showWouldBe, type WouldBeContext } from '../episode/show-would-be.ts';
import { type Names, type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

interface CompareContext extends WouldBeContext, NamesContext {
  readonly episodes: Pick<EpisodeRepository, 'page' | 'newestOf'>;
}

const defaultDays = 31;
/** As many alerts are counted. Counting reads more rows than a list may, because a total of a part says little (T4). */
const mostCounted = 10_000;

/** What happens to an alert when the monitor enforces. An alert that was received while it did has happened so. */
const wouldBeOf = ({ wouldBe, state }: Episode): EpisodeState => wouldBe ?? state;

const totalsOf = (episodes: readonly Episode[]) => {
  const count = (state: EpisodeState) => episodes.filter((episode) => wouldBeOf(episode) === state).length;
  return {
    received: episodes.length,
    wouldForward: count('forwarded'),
    wouldHold: count('held'),
    wouldAbsorb: count('absorbed'),
    wouldRelease: count('released'),
  };
};

/** An alert with what would have happened to it. Number and title of the change are also those of the window. */
const comparedAlert = (episode: Episode, names: Names) => {
  const [window] = episode.windows;
  const [change] = episode.changes;
  return {
    episode: episode.id,
    labels: episode.labels,
    wouldBe: wouldBeOf(episode),
    ...(window === undefined ? {} : { window }),
    ...(change === undefined ? {} : { change: change.id, number: change.number, title: names.ofChange(change.id).title }),
  };
};

const isCompared = ({ isTest }: Episode): boolean => !isTest;

/**
 * Compares what was sent with what the monitor would send if it enforced (S11). The totals are of all alerts in the time, and `truncated` is
 * true if there are too many to count. Each alert counts once, so the totals add up to `received`.
 * @throws DomainError invalid `query/invalid` if the time ends before it begins
 */
export const compareMonitor =
  (context: CompareContext) =>
  async (monitor: string, request: PageRequest, time: { readonly from?: Instant | undefined; readonly to?: Instant | undefined }) => {
    const to = time.to ?? context.clock.now();
    const range = { monitor, from: time.from ?? plus(to, -defaultDays * day), to };
    assertTimeRange(range.from, to);
    const counted = await context.episodes.newestOf(range, mostCounted);
    const known = await showWouldBe(context)(counted.items.filter(isCompared));
    const isWhole = request.after === undefined && known.length <= request.limit && !counted.truncated;
    const page: Page<Episode> = isWhole ? { items: known } : await context.episodes.page({ ...request, ...range }, isCompared);
    const shown = isWhole ? known : await showWouldBe(context)(page.items);
    const names = await namesOf(context)(
      referencesTo(
        'change',
        shown.map(({ changes: [change] }) => change?.id),
      ),
    );
    const items = shown.map((episode) => comparedAlert(episode, names));
    const report = { from: range.from, to, totals: totalsOf(known), truncated: counted.truncated };
    return { report, page: { ...page, items } };
  };
