import type { Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import { performanceFigures, performanceOf } from '../../domain/report/change-performance.ts';
import type { PerformanceGroup, PerformanceQuery } from '../../domain/report/performance-report.ts';
import { groupsInOrder, noPerformance, type PerformanceSums, ungrouped, withPerformance } from '../../domain/report/performance-sums.ts';
import type { DateSpan } from '../../domain/splitting.ts';
import type { PageRequest } from '../../domain/store.ts';
import type { UnauthorizedChange, UnauthorizedChangeRepository } from '../../domain/unauthorized-change/unauthorized-change.ts';
import { servicesOfEach } from '../change/walk-services.ts';
import type { GroupContext } from '../impact/group-members.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { monthPeriod } from './report-frame.ts';
import { timesOf } from './report-times.ts';

/** The dependencies of the report on changes. */
export interface PerformanceContext extends NamesContext, GroupContext {
  readonly clock: Clock;
  readonly changes: Pick<ChangeRepository, 'finished'>;
  readonly unauthorizedChanges: Pick<UnauthorizedChangeRepository, 'detected'>;
}

/** What a report on changes is about. */
interface PerformanceFrame {
  readonly span: DateSpan;
  readonly groupBy: PerformanceGroup | undefined;
}

/** Over how many changes, finished and unauthorized, the report is answered at once. Over more it is an export. */
const mostRows = 5_000;

/** @throws DomainError invalid `report/end-before-start`, `period/too-long` */
export const performanceFrame = (context: Pick<PerformanceContext, 'clock'>, query: PerformanceQuery): PerformanceFrame => ({
  span: monthPeriod(context, query),
  groupBy: query.groupBy,
});

const groupsOfChange =
  (groupBy: PerformanceGroup | undefined) =>
  ({ measuredFor }: Change): readonly string[] => {
    if (groupBy === undefined) return [];
    return (groupBy === 'service' ? measuredFor?.services : measuredFor?.teams) ?? [];
  };

/** The groups of the items that were changed without approval, as they are now. */
const groupsOfItems = async (context: PerformanceContext, groupBy: PerformanceGroup | undefined, found: readonly UnauthorizedChange[]) => {
  const items = [...new Set(found.map(({ item }) => item))];
  if (groupBy === undefined || items.length === 0) return new Map<string, readonly string[]>();
  if (groupBy === 'service') return servicesOfEach(context)(items);
  const cis = await context.configurationItems.findMany(items);
  return new Map(cis.map(({ id, ownerTeam }) => [id, ownerTeam === undefined ? [] : [ownerTeam]]));
};

/** The sums with a page of more changes, and where the next page begins. */
interface PerformancePage {
  readonly taken: PerformanceSums;
  readonly entries: number;
  readonly nextCursor?: string | undefined;
}

const withFinished = async (
  context: PerformanceContext,
  { span, groupBy }: PerformanceFrame,
  sums: PerformanceSums,
  request: PageRequest,
): Promise<PerformancePage> => {
  const { items, nextCursor } = await context.changes.finished(timesOf(span), request);
  return { taken: withPerformance(sums, items, groupsOfChange(groupBy), performanceOf), entries: items.length, nextCursor };
};

const withDetected = async (
  context: PerformanceContext,
  { span, groupBy }: PerformanceFrame,
  sums: PerformanceSums,
  request: PageRequest,
): Promise<PerformancePage> => {
  const { items, nextCursor } = await context.unauthorizedChanges.detected(timesOf(span), request);
  const unapproved = items.filter(({ resolution }) => resolution !== 'linked');
  const groups = await groupsOfItems(context, groupBy, unapproved);
  const groupsOf = ({ item }: UnauthorizedChange) => groups.get(item) ?? [];
  const taken = withPerformance(sums, unapproved, groupsOf, ({ length }) => performanceOf([], length));
  return { taken, entries: items.length, nextCursor };
};

/** The places in the list: first the finished changes, then those that nobody approved. */
const detectedFrom = 'detected ';

/** The sums with one more page of changes: first of those that were finished in the period, then of those that nobody approved. */
export const withMorePerformance =
  (context: PerformanceContext, frame: PerformanceFrame) =>
  async (sums: PerformanceSums, { limit, after }: PageRequest): Promise<PerformancePage> => {
    if (after?.startsWith(detectedFrom)) {
      const place = after.slice(detectedFrom.length);
      const page = await withDetected(context, frame, sums, { limit, ...(place === '' ? {} : { after: place }) });
      return { ...page, nextCursor: page.nextCursor === undefined ? undefined : `${detectedFrom}${page.nextCursor}` };
    }
    const page = await withFinished(context, frame, sums, { limit, ...(after === undefined ? {} : { after }) });
    return { ...page, nextCursor: page.nextCursor ?? detectedFrom };
  };

/** The report that sums come to: all of it, or a page. */
export const answerOfPerformance = async (
  context: NamesContext,
  { span, groupBy }: PerformanceFrame,
  sums: PerformanceSums,
  { limit = Number.POSITIVE_INFINITY, after = '', caller }: Partial<PageRequest> & { readonly caller: Caller },
) => {
  const remaining = groupsInOrder(sums).filter(([group]) => group > after);
  const page = remaining.slice(0, limit);
  const ids = page.map(([group]) => group).filter((group) => group !== ungrouped);
  const names = await namesOf(context)(referencesTo(groupBy === 'team' ? 'team' : 'item', ids), caller);
  return {
    ...span,
    items: page.map(([group, sum]) => ({
      ...(group === ungrouped ? { group: null, groupName: undefined } : { group, groupName: names.of(group) }),
      ...performanceFigures(sum),
    })),
    nextCursor: remaining.length > page.length ? page.at(-1)?.[0] : undefined,
  };
};

/**
 * The figures of changes by group (H9). A change counts in the period in which its work was finished, for the services and the teams that it
 * had then. Unauthorized changes count when they were detected, unless they were linked to a change. A page has `limit` groups. Undefined if
 * there are more than 5,000 changes: then it is an export.
 * @throws DomainError invalid `report/end-before-start`, `period/too-long`
 */
export const changePerformance = (context: PerformanceContext) => async (query: PerformanceQuery, request: PageRequest, caller: Caller) => {
  const frame = performanceFrame(context, query);
  const more = withMorePerformance(context, frame);
  let sums = noPerformance;
  let read = 0;
  for (let after: string | undefined; ; ) {
    const page = await more(sums, { limit: 200, ...(after === undefined ? {} : { after }) });
    [sums, read, after] = [page.taken, read + page.entries, page.nextCursor];
    if (read > mostRows) return undefined;
    if (after === undefined) return answerOfPerformance(context, frame, sums, { ...request, caller });
  }
};
