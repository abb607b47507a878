import type { Caller } from '../../domain/access.ts';
import { isAwaited } from '../../domain/approval/awaited.ts';
import { isClientHolder } from '../../domain/approval/client-holder.ts';
import { delegateRefusal, groupsAsking, membershipsOf, type Voter } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { type Delegation, isDelegationInForce } from '../../domain/delegation/delegation.ts';
import { inForceIn } from '../../domain/delegation/delegation-list.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { decisiveClients } from './decisive-clients.ts';
import type { ApprovalContext } from './link-context.ts';

/** A change that awaits a person's decision. `for`: the person for whom they decide as a delegate (P3). */
export interface PendingApproval {
  readonly change: Change;
  readonly for?: Pick<Person, 'id' | 'name'>;
}

export type PendingContext = Pick<ApprovalContext, 'contactGroups' | 'clients' | 'delegations' | 'people' | 'clock'> & {
  readonly changes: Pick<ChangeRepository, 'awaiting' | 'deciders'>;
};

/** A person for whom somebody decides, and by which delegation. */
interface Giver {
  readonly person: Person;
  readonly delegation: Delegation;
}

/** The active people who have delegated to a person now. */
const giversOf = async ({ delegations, people, clock }: PendingContext, person: string): Promise<readonly Giver[]> => {
  const now = clock.now();
  const [list] = await delegations.lists([person]);
  const ids = inForceIn(list?.received ?? [], now).map(({ id }) => id);
  if (ids.length === 0) return [];
  const found = (await delegations.findMany(ids)).filter((one) => one.to === person && isDelegationInForce(one, now));
  const givers = await people.findMany([...new Set(found.map(({ from }) => from))]);
  return found.flatMap((delegation) => {
    const giver = givers.find(({ id }) => id === delegation.from);
    return giver && isActive(giver, now) ? [{ person: giver, delegation }] : [];
  });
};

/** Somebody who may be asked: the caller, or a person for whom the caller decides. */
type Candidate = Pick<Person, 'id' | 'roles'>;

/** Whether a change awaits the caller, or awaits somebody for whom the caller may decide. One person has one vote, so the first counts. */
const pendingOf =
  (context: PendingContext, caller: Candidate, givers: readonly Giver[], groups: readonly ContactGroup[]) =>
  async (change: Change): Promise<readonly PendingApproval[]> => {
    const { changes, clients, clock } = context;
    const [deciders, decisive] = [await changes.deciders(change.id, change.revision), await decisiveClients(clients, change)];
    const voter = (person: Candidate): Voter => ({
      person: person.id,
      memberOf: membershipsOf(person.id, groups),
      isActive: true,
      isClientHolder: isClientHolder(change, decisive, { id: person.id, roles: [...person.roles] }),
    });
    if (isAwaited(change, deciders, voter(caller), clock.now())) return [{ change }];
    if (deciders.includes(caller.id)) return [];
    const giver = givers.find(
      ({ person, delegation }) =>
        isAwaited(change, deciders, voter(person), clock.now()) && !delegateRefusal(change, voter(caller), delegation.by),
    );
    return giver ? [{ change, for: giver.person }] : [];
  };

/**
 * The changes that await a person's decision, on their plan, on an extension or after an emergency was started, also as a delegate, those with
 * the earliest deadline first. A page may be short and still have a cursor, because changes that await others are left out. The person is signed in or has proved who they are, and is therefore active.
 */
export const listPending =
  (context: PendingContext) =>
  async ({ id, roles }: Pick<Caller, 'id' | 'roles'>, request: PageRequest): Promise<Page<PendingApproval>> => {
    const caller = { id, roles: [...roles] };
    const givers = await giversOf(context, id);
    const people = [id, ...givers.map(({ person }) => person.id)];
    const groupsOf = (change: Change) => people.flatMap((person) => groupsAsking(change, person).map(({ group }) => group));
    const page = await context.changes.awaiting(request, (change) => groupsOf(change).length > 0);
    const groups = await context.contactGroups.findMany([...new Set(page.items.flatMap(groupsOf))]);
    const pending = await Promise.all(page.items.map(pendingOf(context, caller, givers, groups)));
    return { ...page, items: pending.flat() };
  };
