import { clientsInvolved, isClientHolder } from '../../domain/approval/client-holder.ts';
import { groupsAsking, membershipsOf, type Voter } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Client } from '../../domain/client/client.ts';
import type { Clock } from '../../domain/clock.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { decisiveClients } from './decisive-clients.ts';

export interface VoterContext {
  readonly contactGroups: Pick<ResourceRepository<ContactGroup>, 'findMany'>;
  readonly clients: Pick<ResourceRepository<Client>, 'page'>;
  readonly clock: Clock;
}

/** A voter, and the stored groups and clients that make the voter eligible (P7). */
export interface VoterReading {
  readonly voter: Voter;
  /** The asked groups that the person belongs to. */
  readonly groups: readonly ContactGroup[];
  /** The clients that requested or edited the change. */
  readonly clients: readonly Client[];
}

/** Reads whether a person may vote on a change now. */
export const readVoter = async (context: VoterContext, change: Change, person: Person): Promise<VoterReading> => {
  const [asking, clients] = await Promise.all([
    context.contactGroups.findMany(groupsAsking(change, person.id).map(({ group }) => group)),
    decisiveClients(context.clients, change),
  ]);
  const memberOf = membershipsOf(person.id, asking);
  const involved = clientsInvolved(change);
  return {
    voter: {
      person: person.id,
      memberOf,
      isActive: isActive(person, context.clock.now()),
      isClientHolder: isClientHolder(change, clients, person),
    },
    groups: asking.filter(({ id }) => memberOf.includes(id)),
    clients: clients.filter(({ id }) => involved.includes(id)),
  };
};
