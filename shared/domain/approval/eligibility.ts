import type { Change } from '../change/change.ts';
import type { ContactGroup } from '../contact-group/contact-group.ts';
import { type DomainError, forbidden } from '../errors.ts';
import type { Person } from '../person/person.ts';
import type { ApproverGroup } from './approval.ts';

/** What makes a person a voter: the contact groups that they are a member of now, and whether they are still here. */
export interface Voter {
  readonly person: string;
  readonly memberOf: readonly string[];
  readonly isActive: boolean;
}

/** The groups that ask this person to decide, as they were pinned at submission. */
export const groupsAsking = ({ pinned }: Pick<Change, 'pinned'>, person: string): readonly ApproverGroup[] =>
  (pinned?.groups ?? []).filter(({ eligible }) => eligible.includes(person));

/** Everybody who is asked, each person once, in the order of the groups. */
export const peopleAsked = ({ pinned }: Pick<Change, 'pinned'>): readonly string[] => [
  ...new Set((pinned?.groups ?? []).flatMap(({ eligible }) => eligible)),
];

/** Which of these groups have the person as a member now. */
export const membershipsOf = (person: string, groups: readonly ContactGroup[]): readonly string[] =>
  groups.filter(({ members }) => members.some((member) => member.person === person)).map(({ id }) => id);

/** Nobody decides on a change that is their own. */
const ownPart = ({ requester, onBehalfOf, implementer }: Change, person: string): DomainError | undefined => {
  if (person === requester || person === onBehalfOf) return forbidden('approval/own-change', 'nobody decides on their own change');
  return person === implementer ? forbidden('approval/implementer', 'the person who implements a change does not decide on it') : undefined;
};

/**
 * Why this person may not decide on the change, or nothing if they may (P2, P7). Roles do not count. People are pinned at submission: who
 * joins a group later is not asked, and who leaves every group that asks them may not decide any more.
 */
export const eligibilityOf = (change: Change, { person, memberOf, isActive }: Voter): DomainError | undefined => {
  const own = ownPart(change, person);
  if (own) return own;
  const asking = groupsAsking(change, person);
  if (asking.length === 0) return forbidden('approval/not-eligible', 'you were not asked to decide on this change');
  if (!asking.some(({ group }) => memberOf.includes(group)))
    return forbidden('approval/not-eligible', 'you are no longer a member of a group that is asked');
  return isActive ? undefined : forbidden('approval/not-eligible', 'a person who has left does not decide');
};

/**
 * Whether a person is left out when the people to ask are pinned (P2): the people of the change; for a client's change also the person
 * responsible for the client, and everybody who may rotate its token.
 */
export const isExcluded = (change: Change, responsible: string | undefined, { id, roles }: Pick<Person, 'id' | 'roles'>): boolean =>
  ownPart(change, id) !== undefined || id === responsible || (change.client !== undefined && roles.includes('admin'));
