import type { Caller } from '../../domain/access.ts';
import type { Client } from '../../domain/client/client.ts';
import type { Clock, Instant } from '../../domain/clock.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { conflict, DomainError, invalid } from '../../domain/errors.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import {
  type AccessHistory,
  type AccessNoun,
  type AccessRights,
  type AccessThen,
  accessIn,
  type PastAccess,
  type PresentAccess,
} from '../../domain/report/past-access.ts';
import type { Resource, ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

/** The dependencies of the report on access. */
export interface AccessContext extends NamesContext {
  readonly clock: Clock;
  readonly people: Pick<ResourceRepository<Person>, 'page'>;
  readonly contactGroups: Pick<ResourceRepository<ContactGroup>, 'page'>;
  readonly clients: Pick<ResourceRepository<Client>, 'page'>;
  readonly accesses: AccessHistory;
}

/** A resource with what it gave at the instant of the report. */
interface Holder {
  readonly id: string;
  readonly access: AccessRights;
}

/** How many past versions are read together, and how many groups or clients a report covers at most. */
const atOnce = 20;
const mostHolders = 2_000;

const presentOf = ({ id, createdAt, updatedAt: since }: Resource, access: AccessRights): PresentAccess => ({
  id,
  createdAt,
  since,
  access,
});

const pagesOf = {
  person: async ({ people }: AccessContext, request: PageRequest): Promise<Page<PresentAccess>> => {
    const { items, nextCursor } = await people.page(request);
    return { items: items.map((person) => presentOf(person, person)), nextCursor };
  },
  'contact-group': async ({ contactGroups }: AccessContext, request: PageRequest): Promise<Page<PresentAccess>> => {
    const { items, nextCursor } = await contactGroups.page(request);
    return { items: items.map((group) => presentOf(group, { members: group.members.map(({ person }) => person) })), nextCursor };
  },
  client: async ({ clients }: AccessContext, request: PageRequest): Promise<Page<PresentAccess>> => {
    const { items, nextCursor } = await clients.page(request);
    return { items: items.map((client) => presentOf(client, client)), nextCursor };
  },
} as const satisfies Readonly<Record<AccessNoun, unknown>>;

/** What the first version that was over after an instant says of it. Where an earlier one would be needed, nobody has kept it. */
const accessInPast = (past: PastAccess | undefined, at: Instant): AccessThen => (past && accessIn(past, at)) ?? 'unknown';

/** What a resource gave at an instant, if it existed. @throws DomainError conflict `report/not-recorded` */
const holderAt =
  ({ accesses }: AccessContext, noun: AccessNoun, at: Instant) =>
  async (latest: PresentAccess | PastAccess): Promise<readonly Holder[]> => {
    const then = accessIn(latest, at) ?? accessInPast(await accesses.firstOverAfter(noun, latest.id, at), at);
    if (then === 'unknown')
      throw conflict('report/not-recorded', `what ${noun} ${latest.id} gave at ${at} was not recorded; send a later time`);
    return then === 'absent' ? [] : [{ id: latest.id, access: then.access }];
  };

/** The places in the list: first those that exist, in the order of their ids, then those that were deleted. */
const deletedFrom = 'deleted';

/** A page of the resources that existed at an instant. It may be short and still have a cursor. */
const holders = async (context: AccessContext, noun: AccessNoun, at: Instant, { limit, after }: PageRequest): Promise<Page<Holder>> => {
  const [place, position] = after?.startsWith(deletedFrom) ? [deletedFrom, after.slice(deletedFrom.length)] : ['', after];
  const request = { limit, ...(position === undefined || position === '' ? {} : { after: position }) };
  const isDeleted = place === deletedFrom;
  const { items, nextCursor } = await (isDeleted ? context.accesses.deleted(noun, request) : pagesOf[noun](context, request));
  const found = (await inParallel<PresentAccess | PastAccess, readonly Holder[]>(items, atOnce, holderAt(context, noun, at))).flat();
  if (nextCursor !== undefined) return { items: found, nextCursor: `${place}${nextCursor}` };
  if (isDeleted) return { items: found };
  const left = limit - items.length;
  if (left === 0) return { items: found, nextCursor: deletedFrom };
  const more = await holders(context, noun, at, { limit: left, after: deletedFrom });
  return { ...more, items: [...found, ...more.items] };
};

/** All contact groups or clients at an instant. @throws DomainError too-wide `report/too-many-groups` */
const allHolders = async (context: AccessContext, noun: AccessNoun, at: Instant): Promise<readonly Holder[]> => {
  const found: Holder[] = [];
  for (let after: string | undefined; ; ) {
    const { items, nextCursor } = await holders(context, noun, at, { limit: 200, ...(after === undefined ? {} : { after }) });
    found.push(...items);
    if (found.length > mostHolders)
      throw new DomainError('too-wide', 'report/too-many-groups', `there are more than ${mostHolders} contact groups or clients`);
    if (nextCursor === undefined) return found;
    after = nextCursor;
  }
};

const idsOf = (found: readonly Holder[], holds: (access: AccessRights) => boolean): readonly string[] =>
  found.filter(({ access }) => holds(access)).map(({ id }) => id);

/** The time of a report on access, by default now. @throws DomainError invalid `report/in-future` */
export const accessFrame = (
  { clock }: Pick<AccessContext, 'clock'>,
  query: { readonly at?: Instant | undefined },
): { readonly at: Instant } => {
  const now = clock.now();
  const at = query.at ?? now;
  if (at > now) throw invalid('/query/at', 'report/in-future', `${at} is in the future; send a time that has passed`);
  return { at };
};

/**
 * Who had access at a time, by default now: the roles, the teams and the contact groups of each person who was active then, and the clients
 * for which they were responsible (X2). It is computed from the versions of people, groups and clients, each of which is kept.
 * @throws DomainError invalid `report/in-future`; conflict `report/not-recorded`; too-wide `report/too-many-groups`
 */
export const accessReport =
  (context: AccessContext) => async (query: { readonly at?: Instant | undefined }, request: PageRequest, caller: Caller) => {
    const { at } = accessFrame(context, query);
    const { items: found, nextCursor } = await holders(context, 'person', at, request);
    const [groups, clients] = [await allHolders(context, 'contact-group', at), await allHolders(context, 'client', at)];
    const rows = found
      .filter(({ access }) => isActive(access, at))
      .map(({ id, access: { roles = [], teams = [] } }) => ({
        ...{ person: id, roles, teams },
        contactGroups: idsOf(groups, ({ members }) => members?.includes(id) ?? false),
        clients: idsOf(clients, ({ responsible }) => responsible === id),
      }));
    const names = await namesOf(context)(
      rows.flatMap(({ person, teams, contactGroups, clients: own }) => [
        ...referencesTo('person', [person]),
        ...referencesTo('team', teams),
        ...referencesTo('contact-group', contactGroups),
        ...referencesTo('client', own),
      ]),
      caller,
    );
    const items = rows.map((row) => ({
      ...row,
      personName: names.of(row.person),
      teamNames: names.list('team', row.teams),
      contactGroupNames: names.list('contactGroup', row.contactGroups),
      clientNames: names.list('client', row.clients),
    }));
    return { at, items, nextCursor };
  };
