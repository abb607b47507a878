import { type Clock, day, type Instant, later, millis, plus } from '../../domain/clock.ts';
import { invalid } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { stateOf, type Window, type WindowState } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';

interface ListContext {
  readonly windows: WindowRepository;
  readonly clock: Clock;
}

export interface WindowFilter {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** The item's id. */
  readonly item?: string | undefined;
  readonly activeAt?: Instant | undefined;
  readonly state?: WindowState | undefined;
}

const longestDays = 62;

/** The requested time range: the instant of `activeAt`, or `from` and `to`, by default from yesterday for 62 days. */
const rangeOf = ({ from, to, activeAt }: WindowFilter, now: Instant): { readonly from: Instant; readonly to: Instant } => {
  if (activeAt !== undefined) {
    const end = plus(activeAt, 1);
    const start = plus(end, -1);
    return { from: later(from ?? start, start), to: end };
  }
  const begin = from ?? (to === undefined ? plus(now, -day) : plus(to, -longestDays * day));
  return { from: begin, to: to ?? plus(begin, longestDays * day) };
};

/** The windows whose scope contains an item. They are found by the scope entries of the item, which are few (T6). */
const ofItem = async (
  { windows }: ListContext,
  item: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<readonly Window[]> => {
  const entries = await windows.entriesOf(item, from, to, { plan: true });
  const found = await windows.findMany([...new Set(entries.map(({ window }) => window))]);
  return found.filter(({ start, end }) => start < to && end > from).toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
};

const sortKey = ({ start, id }: Window): string => `${start}#${id}`;

/** Lists the windows that overlap a time range. @throws DomainError invalid `windows/range` if it is empty or longer than 62 days */
export const listWindows =
  (context: ListContext) =>
  async (request: PageRequest, filter: WindowFilter): Promise<Page<Window>> => {
    const now = context.clock.now();
    const { item, state, activeAt } = filter;
    const range = rangeOf(filter, now);
    if (range.from >= range.to || millis(range.to) - millis(range.from) > longestDays * day) {
      throw invalid(
        undefined,
        'windows/range',
        `the range from ${range.from} to ${range.to} must have its end after its start, and at most ${longestDays} days`,
      );
    }
    const stateAt = (window: Window, at: Instant): WindowState => stateOf(window, at, context.windows.restoreEpoch);
    const keep = (window: Window): boolean =>
      (state === undefined || stateAt(window, now) === state) && (activeAt === undefined || stateAt(window, activeAt) === 'in-force');
    if (item === undefined) return context.windows.page({ ...request, ...range }, keep);
    const remaining = (await ofItem(context, item, range)).filter((window) => keep(window) && sortKey(window) > (request.after ?? ''));
    const items = remaining.slice(0, request.limit);
    const last = items.at(-1);
    return remaining.length > items.length && last ? { items, nextCursor: sortKey(last) } : { items };
  };
