import { groupsAsking, membershipsOf, type Voter } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Clock } from '../../domain/clock.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';

interface VoterContext {
  readonly contactGroups: Pick<ResourceRepository<ContactGroup>, 'findMany'>;
  readonly clock: Clock;
}

/** Reads whether a person may vote on a change now: the voter, and the approver groups of the change that the person belongs to. */
export const readVoter = async (
  { contactGroups, clock }: VoterContext,
  change: Change,
  person: Person,
): Promise<{ readonly voter: Voter; readonly groups: readonly ContactGroup[] }> => {
  const asking = await contactGroups.findMany(groupsAsking(change, person.id).map(({ group }) => group));
  const memberOf = membershipsOf(person.id, asking);
  return {
    voter: { person: person.id, memberOf, isActive: isActive(person, clock.now()) },
    groups: asking.filter(({ id }) => memberOf.includes(id)),
  };
};
