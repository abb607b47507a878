import { type Caller, has } from '../../domain/access.ts';
import type { Instant } from '../../domain/clock.ts';
import { type Delegation, type DelegationRepository, Delegations, delegationFault } from '../../domain/delegation/delegation.ts';
import { type DelegationList, delegatesWithin, delisted, listed } from '../../domain/delegation/delegation-list.ts';
import { conflict, type DomainError, forbidden, invalid } from '../../domain/errors.ts';
import type { ExpectedVersion } from '../../domain/expected-version.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import { manageResource, patched, type ResourceContext } from '../resource/manage-resource.ts';

export interface DelegationContext extends Omit<ResourceContext<Delegation>, 'definition' | 'repository' | 'also'> {
  readonly delegations: DelegationRepository;
  readonly people: Pick<ResourceRepository<Person>, 'find' | 'ownerOf'>;
}

/** The body of POST: `from` may be left out. */
export type DelegationDraft = Pick<Delegation, 'to' | 'start' | 'end' | 'reason'> & { readonly from?: string | undefined };

/** How many delegations a circle has at most, if it is to be found. */
const longestCircle = 20;

/** @throws DomainError forbidden `delegation/not-yours` unless the caller is the giver, or a change manager */
const assertMayManage = ({ from }: Pick<Delegation, 'from'>, caller: Caller): void => {
  if (caller.kind !== 'person') throw forbidden('delegation/persons-only', 'only people make, change and delete delegations');
  if (from === caller.id || has(caller, 'change-manager')) return;
  throw forbidden('delegation/not-yours', 'only the person who delegates, or a change manager, may do this');
};

/** Who may make a delegation: the giver, or a change manager for somebody else, who does not become the delegate (P3). */
const assertMayMake = (delegation: Pick<Delegation, 'from' | 'to'>, caller: Caller): void => {
  assertMayManage(delegation, caller);
  if (delegation.from !== caller.id && delegation.to === caller.id)
    throw forbidden('delegation/not-for-yourself', 'a change manager delegates the decisions of another person to somebody else only');
};

const circle = (): DomainError =>
  invalid(
    '/to',
    'delegation/circle',
    'this person has delegated to the giver at that time, directly or through others: name somebody else',
  );

/** @throws DomainError invalid `delegation/circle` if delegations at the same time lead from the delegate back to the giver */
const assertNoCircle = async ({ delegations }: DelegationContext, terms: Omit<Delegation, 'by'>, delegate: DelegationList) => {
  const seen = new Set([terms.to]);
  let next = delegatesWithin([delegate], terms);
  for (let hop = 0; next.length > 0 && hop < longestCircle; hop += 1) {
    if (next.includes(terms.from)) throw circle();
    const people = [...new Set(next)].filter((person) => !seen.has(person));
    for (const person of people) seen.add(person);
    next = delegatesWithin(await delegations.lists(people), terms);
  }
};

/**
 * The writes by which both people list a delegation. They also make one of two requests fail that would close a circle at the same time.
 * @throws DomainError invalid for a delegation that cannot be; conflict `delegation/too-many`
 */
const listWrites = async (context: DelegationContext, delegation: Omit<Delegation, 'by'>): Promise<readonly Write[]> => {
  const { delegations, clock } = context;
  const now = clock.now();
  const fault = delegationFault(delegation, now);
  if (fault) throw fault;
  const [giver, delegate] = (await delegations.lists([delegation.from, delegation.to])) as [DelegationList, DelegationList];
  await assertNoCircle(context, delegation, delegate);
  return [giver, delegate].map((list) => delegations.saveList(listed(list, delegation, now)));
};

const managed = (context: DelegationContext, also: () => readonly Write[] = () => []) =>
  manageResource<Delegation>({ ...context, definition: Delegations, repository: context.delegations, also });

/**
 * Makes a delegation (P3).
 * @throws DomainError forbidden `delegation/…` for who may not make it; invalid `person/unknown`, `delegation/…`; conflict `delegation/too-many`
 */
export const makeDelegation =
  (context: DelegationContext) =>
  async (draft: DelegationDraft, caller: Caller): Promise<Delegation> => {
    const resolve = resolvePerson(context.people);
    const from = draft.from === undefined ? caller.id : await resolve(draft.from, '/from');
    const fields = { ...draft, from, to: await resolve(draft.to, '/to'), by: caller.id };
    assertMayMake(fields, caller);
    return onFreshRows(async () => {
      const id = context.ids.next();
      const writes = await listWrites(context, { ...fields, id, version: 1, createdAt: '', updatedAt: '' });
      return managed(context).create({ ...fields, id }, caller, () => writes);
    });
  };

/** @throws DomainError invalid `delegation/fixed` for another giver or delegate */
const assertSamePeople = async ({ people }: DelegationContext, next: DelegationDraft, before: Delegation): Promise<void> => {
  for (const field of ['from', 'to'] as const) {
    const reference = next[field];
    if (reference === before[field]) continue;
    if (reference === undefined || (await resolvePerson(people)(reference, `/${field}`)) !== before[field])
      throw invalid(`/${field}`, 'delegation/fixed', `${field} cannot be changed: delete this delegation, and make another one`);
  }
};

/** @throws DomainError conflict `delegation/ended`: what has ended does not keep its people from being deleted any more (I8) */
const assertNotOver = ({ end }: Delegation, now: Instant): void => {
  if (end <= now) throw conflict('delegation/ended', `this delegation ended at ${end}: make another one`);
};

/** Changes the times or the reason of a delegation. @throws DomainError as `makeDelegation`, and invalid `delegation/fixed` */
export const patchDelegation =
  (context: DelegationContext) =>
  (id: string, patch: unknown, ifMatch: ExpectedVersion, caller: Caller): Promise<Delegation> => {
    let writes: readonly Write[] = [];
    const settle = async (before: Delegation) => {
      assertMayMake(before, caller);
      assertNotOver(before, context.clock.now());
      const { by, ...stored } = before;
      const fields = patched<DelegationDraft>(Delegations, stored, patch);
      await assertSamePeople(context, fields, before);
      const next = { ...fields, from: before.from, to: before.to };
      writes = await listWrites(context, { ...next, id, version: 1, createdAt: '', updatedAt: '' });
      return { ...next, by };
    };
    return managed(context, () => writes).patch(id, settle, ifMatch, caller);
  };

/** Revokes a delegation: from now on nobody decides by it. What was decided counts. */
export const deleteDelegation = (context: DelegationContext) => (id: string, ifMatch: ExpectedVersion, caller: Caller) =>
  managed(context).remove(id, ifMatch, caller, async (delegation) => {
    const { delegations, clock } = context;
    assertMayManage(delegation, caller);
    const lists = await delegations.lists([delegation.from, delegation.to]);
    return lists.map((list) => delegations.saveList(delisted(list, id, clock.now())));
  });
