import type { Change } from '../../domain/change/change.ts';
import { awaitsRetrospective } from '../../domain/change/emergency.ts';
import { type Instant, plus } from '../../domain/clock.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import type { Team } from '../../domain/team/team.ts';
import { assertTimeRange } from '../../domain/time-range.ts';
import { isId } from '../../domain/values.ts';
import { resolveService } from '../calendar/settle-calendars.ts';
import { resolveAllIds } from '../item/resolve-item.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import { resolveTeam } from '../team/resolve-team.ts';
import type { ChangeContext } from './context.ts';
import { ownedChanges } from './owned-changes.ts';

export interface ListChangesContext extends ChangeContext {
  readonly teams: Pick<ResourceRepository<Team>, 'find' | 'ownerOf'>;
}

export interface ChangeFilter {
  readonly status?: string | undefined;
  readonly type?: string | undefined;
  readonly risk?: string | undefined;
  readonly item?: string | undefined;
  readonly service?: string | undefined;
  readonly team?: string | undefined;
  readonly requester?: string | undefined;
  readonly number?: string | undefined;
  readonly needs?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly updatedSince?: Instant | undefined;
}

/** What a change waits for, by its status. */
const needOf: Partial<Record<Change['status'], string>> = {
  'awaiting-approval': 'approval',
  scheduled: 'start',
  implementing: 'finish',
  'in-review': 'review',
};
/** Whether a change needs this now. An emergency that was started before its approval needs that before its review (H7). */
const hasNeed = (change: Change, need: string): boolean => {
  const isAwaiting = awaitsRetrospective(change);
  if (need === 'retrospective-approval') return isAwaiting;
  return needOf[change.status] === need && !(need === 'review' && isAwaiting);
};
/** The status that corresponds to a need, so that the list can be read by key. */
const statusOf = (need: string | undefined): string | undefined => Object.entries(needOf).find(([, name]) => name === need)?.[0];

type Test = (change: Change) => boolean;
const equal = <Field extends keyof Change>(field: Field, wanted: unknown): Test =>
  wanted === undefined ? () => true : (change) => change[field] === wanted;

/** A test for an optional filter value. Without the value, every change passes. */
const where = <Value>(wanted: Value | undefined, test: (change: Change, value: Value) => boolean): Test =>
  wanted === undefined ? () => true : (change) => test(change, wanted);

/** `updatedSince` also returns changes of the 60 s before it, so that polling misses nothing (I4). */
const overlapMillis = 60_000;

/** A test for the changes of the service and the team that a filter names. */
const ownersTest = async (context: ListChangesContext, { service, team }: ChangeFilter): Promise<Test> =>
  ownedChanges(context)({
    service: service === undefined ? undefined : await resolveService(context)(service, '/query/service'),
    team: team === undefined ? undefined : await resolveTeam(context.teams)(team, '/query/team'),
  });

/**
 * Lists changes. The status is the key of the query; the other filters are applied after reading (T4).
 * @throws DomainError invalid `item/unknown`, `service/unknown`, `team/unknown`, `person/unknown`
 */
export const listChanges =
  (context: ListChangesContext) =>
  async (request: PageRequest, filter: ChangeFilter): Promise<Page<Change>> => {
    assertTimeRange(filter.from, filter.to);
    // A draft may name a merged item by the id that it had before.
    const named = filter.item === undefined ? undefined : await resolveAllIds(context)(filter.item, '/query/item');
    const reference = filter.requester;
    const requester =
      reference === undefined || isId(reference) ? reference : await resolvePerson(context.people)(reference, '/query/requester');
    const tests: readonly Test[] = [
      equal('type', filter.type),
      equal('risk', filter.risk),
      equal('requester', requester),
      equal('number', filter.number),
      equal('status', filter.status),
      where(named, ({ items }, ids) => ids.some((id) => items.includes(id))),
      await ownersTest(context, filter),
      where(filter.needs, hasNeed),
      where(filter.from, ({ window }, from) => window?.end !== undefined && window.end > from),
      where(filter.to, ({ window }, to) => window?.start !== undefined && window.start < to),
      where(filter.updatedSince, ({ updatedAt }, since) => updatedAt >= plus(since, -overlapMillis)),
    ];
    const status = filter.status ?? statusOf(filter.needs);
    return context.changes.page({ ...request, ...(status === undefined ? {} : { status }) }, (change) =>
      tests.every((test) => test(change)),
    );
  };
