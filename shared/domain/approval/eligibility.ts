import type { Change } from '../change/change.ts';
import type { ContactGroup } from '../contact-group/contact-group.ts';
import { type DomainError, forbidden } from '../errors.ts';
import type { Person } from '../person/person.ts';
import type { ApproverGroup } from './approval.ts';

/** A person who wants to decide: the contact groups that they are a member of now, and whether they are active. */
export interface Voter {
  readonly person: string;
  readonly memberOf: readonly string[];
  readonly isActive: boolean;
}

/** The groups for which this person is asked to decide, as they were at submission. */
export const groupsAsking = ({ pinned }: Pick<Change, 'pinned'>, person: string): readonly ApproverGroup[] =>
  (pinned?.groups ?? []).filter(({ eligible }) => eligible.includes(person));

/** Everybody who is asked, each person once, in the order of the groups. */
export const peopleAsked = ({ pinned }: Pick<Change, 'pinned'>): readonly string[] => [
  ...new Set((pinned?.groups ?? []).flatMap(({ eligible }) => eligible)),
];

/** The ids of those groups that have the person as a member now. */
export const membershipsOf = (person: string, groups: readonly ContactGroup[]): readonly string[] =>
  groups.filter(({ members }) => members.some((member) => member.person === person)).map(({ id }) => id);

/** The error for a requester or implementer, who may not decide on their own change (P2). */
const ownChangeError = ({ requester, onBehalfOf, implementer }: Change, person: string): DomainError | undefined => {
  if (person === requester || person === onBehalfOf) return forbidden('approval/own-change', 'you may not decide on your own change');
  return person === implementer ? forbidden('approval/implementer', 'you implement this change and may not decide on it') : undefined;
};

/**
 * The error that explains why this person may not decide on the change, or `undefined` if they may (P2, P7). Roles do not count. The people
 * are those at submission. A person who joins a group later is not asked. A person who has left all groups for which they were asked may no
 * longer decide.
 */
export const eligibilityOf = (change: Change, { person, memberOf, isActive }: Voter): DomainError | undefined => {
  const own = ownChangeError(change, person);
  if (own) return own;
  const asking = groupsAsking(change, person);
  if (asking.length === 0) return forbidden('approval/not-eligible', 'you were not asked to decide on this change');
  if (!asking.some(({ group }) => memberOf.includes(group)))
    return forbidden('approval/not-eligible', 'you are no longer a member of a group that was asked');
  return isActive ? undefined : forbidden('approval/not-eligible', 'you are no longer active and may not decide');
};

/**
 * Whether a person is excluded when the approvers are determined at submission (P2). Requester and implementer are excluded. For a change
 * that a client requested, the person responsible for the client and all admins are excluded too, because admins can rotate the client's
 * token.
 */
export const isExcluded = (change: Change, responsible: string | undefined, { id, roles }: Pick<Person, 'id' | 'roles'>): boolean =>
  ownChangeError(change, id) !== undefined || id === responsible || (change.client !== undefined && roles.includes('admin'));
