import type { Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import { type PerformanceGroup, performanceOf } from '../../domain/report/change-performance.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
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

interface PerformanceQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly groupBy?: PerformanceGroup | undefined;
}

/** The most rows that one report reads. */
const mostRows = 5_000;
/** Reads the pages of a list up to `mostRows`. @throws DomainError too-wide `report/too-many-changes` */
const allOf = async <Each>(page: (request: PageRequest) => Promise<Page<Each>>): Promise<readonly Each[]> => {
  const found: Each[] = [];
  for (let after: string | undefined; ; ) {
    const { items, nextCursor } = await page({ limit: 200, ...(after === undefined ? {} : { after }) });
    found.push(...items);
    if (found.length > mostRows)
      throw new DomainError('too-wide', 'report/too-many-changes', `the period has more than ${mostRows} changes: send a shorter one`);
    if (nextCursor === undefined) return found;
    after = nextCursor;
  }
};

/** Those of a group. A change counts in each of its groups, and one without any in the group null. */
type ByGroup<Each> = ReadonlyMap<string | null, readonly Each[]>;

const groupedBy = <Each>(each: readonly Each[], groupsOf: (one: Each) => readonly string[]): ByGroup<Each> => {
  const groups = new Map<string | null, Each[]>();
  for (const one of each) {
    const found = groupsOf(one);
    for (const group of found.length === 0 ? [null] : found) groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return groups;
};

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

/**
 * The figures of changes by group (H9). A change counts in the period in which its work was finished, for the services and the teams that it
 * had then. Unauthorized changes count when they were detected, unless they were linked to a change.
 * @throws DomainError invalid `report/end-before-start`, `period/too-long`; too-wide `report/too-many-changes`
 */
export const changePerformance = (context: PerformanceContext) => async (query: PerformanceQuery, caller: Caller) => {
  const { groupBy } = query;
  const span = monthPeriod(context, query);
  const period = timesOf(span);
  const changes = await allOf((request) => context.changes.finished(period, request));
  const detected = await allOf((request) => context.unauthorizedChanges.detected(period, request));
  const unapproved = detected.filter(({ resolution }) => resolution !== 'linked');
  const itemGroups = await groupsOfItems(context, groupBy, unapproved);
  const byGroup = groupedBy(changes, groupsOfChange(groupBy));
  const unapprovedByGroup = groupedBy(unapproved, ({ item }) => itemGroups.get(item) ?? []);
  const groups = [...new Set([...byGroup.keys(), ...unapprovedByGroup.keys()])].toSorted((one, other) =>
    (one ?? '~') < (other ?? '~') ? -1 : 1,
  );
  const ids = groups.filter((group) => group !== null);
  const names = await namesOf(context)(referencesTo(groupBy === 'team' ? 'team' : 'item', ids), caller);
  return {
    ...span,
    items: groups.map((group) => ({
      group,
      groupName: group === null ? undefined : names.of(group),
      ...performanceOf(byGroup.get(group) ?? [], (unapprovedByGroup.get(group) ?? []).length),
    })),
  };
};
