import type { Change } from '../change/change.ts';
import type { Client } from '../client/client.ts';
import type { ContactGroup } from '../contact-group/contact-group.ts';
import { type DomainError, forbidden } from '../errors.ts';
import type { Person } from '../person/person.ts';
import type { ApproverGroup } from './approval.ts';
import { isClientHolder } from './client-holder.ts';
import { levelAsked } from './level.ts';

/** A person who wants to decide, as they are now. */
export interface Voter {
  readonly person: string;
  /** The asked contact groups that they are a member of. */
  readonly memberOf: readonly string[];
  readonly isActive: boolean;
  /** Whether they can act for a client that requested or edited the change (`isClientHolder`). */
  readonly isClientHolder: boolean;
  /** Whether a client brings the person's decision from another system (P9). @default the person decides */
  readonly isExternal?: boolean;
}

/** The change as far as it says who is asked. */
type Asking = Pick<Change, 'pinned' | 'approvals'>;

/** The groups that are asked now: those of one level. */
export const groupsAsked = ({ pinned, approvals }: Asking): readonly ApproverGroup[] =>
  (pinned?.groups ?? []).filter(({ level }) => level === levelAsked({ approvals }));

/** The groups for which this person is asked to decide now, as they were at submission. */
export const groupsAsking = (change: Asking, person: string): readonly ApproverGroup[] =>
  groupsAsked(change).filter(({ eligible }) => eligible.includes(person));

/** Everybody who is asked at some level, each person once, in the order of the groups. */
export const peopleAsked = ({ pinned }: Pick<Change, 'pinned'>): readonly string[] => [
  ...new Set((pinned?.groups ?? []).flatMap(({ eligible }) => eligible)),
];

/** The ids of those groups that have the person as a member now. */
export const membershipsOf = (person: string, groups: readonly ContactGroup[]): readonly string[] =>
  groups.filter(({ members }) => members.some((member) => member.person === person)).map(({ id }) => id);

/** The error for a person who takes part in the change, and may not decide on it (P2): requester, editor, holder of a client, implementer. */
const ownChangeError = (change: Change, { person, isClientHolder: isHolder }: Pick<Voter, 'person' | 'isClientHolder'>) => {
  const { requester, onBehalfOf, implementer, authors } = change;
  if (person === requester || person === onBehalfOf) return forbidden('approval/own-change', 'you may not decide on your own change');
  if (authors?.includes(`person:${person}`)) return forbidden('approval/own-change', 'you edited this change and may not decide on it');
  if (isHolder)
    return forbidden('approval/own-change', 'you can act for a client that requested or edited this change, and may not decide on it');
  return person === implementer ? forbidden('approval/implementer', 'you implement this change and may not decide on it') : undefined;
};

/** Whether a person takes part in the change themself, so that they are not asked, not even as a delegate (P2). */
export const takesPart = (change: Change, person: string): boolean =>
  ownChangeError(change, { person, isClientHolder: false }) !== undefined;

/**
 * The error that explains why this person may not decide on the change, or `undefined` if they may (P2, P7). Roles do not count. The people
 * are those at submission. A person who joins a group later is not asked. A person who has left all groups for which they were asked may no
 * longer decide.
 */
export const eligibilityOf = (change: Change, voter: Voter): DomainError | undefined => {
  const own = ownChangeError(change, voter);
  if (own) return own;
  const { person, memberOf, isActive, isExternal = false } = voter;
  const asking = groupsAsking(change, person);
  if (asking.length === 0)
    return forbidden(
      'approval/not-eligible',
      peopleAsked(change).includes(person)
        ? 'you are asked to decide at another level of approval, and not now'
        : 'you were not asked to decide on this change',
    );
  if (asking.some(({ external = false }) => external !== isExternal))
    return forbidden(
      'approval/other-way',
      isExternal
        ? 'this level is decided by its approvers themselves, and not by a client'
        : 'this level is decided in another system: a client with the role external-approver brings the decision with its evidence',
    );
  if (!asking.some(({ group }) => memberOf.includes(group)))
    return forbidden('approval/not-eligible', 'you are no longer a member of a group that was asked');
  return isActive ? undefined : forbidden('approval/not-eligible', 'you are no longer active and may not decide');
};

/**
 * The error for a delegate who may not decide for somebody: nobody who takes part in the change decides through a delegate either (P2, P3). The
 * same holds for a delegation that such a person made.
 * @param by who made the delegation
 */
export const delegateRefusal = (
  change: Change,
  { person, isActive, isClientHolder: isHolder }: Pick<Voter, 'person' | 'isActive' | 'isClientHolder'>,
  by: string,
): DomainError | undefined => {
  const own = ownChangeError(change, { person, isClientHolder: isHolder });
  if (own) return own;
  if (takesPart(change, by)) return forbidden('approval/own-change', 'this delegation was made by a person who takes part in the change');
  return isActive ? undefined : forbidden('approval/not-eligible', 'you are no longer active and may not decide');
};

/**
 * Whether a person is excluded when the approvers are determined at submission (P2): the same people who may not decide later.
 * @param clients the clients that decide who may act for the change (`isDecisiveClient`)
 */
export const isExcluded = (change: Change, clients: readonly Client[], person: Pick<Person, 'id' | 'roles'>): boolean =>
  ownChangeError(change, { person: person.id, isClientHolder: isClientHolder(change, clients, person) }) !== undefined;

/** The groups for which a person's vote counts: those that asked the person and that they still belong to (P2, P7). */
export const groupsCounted = (change: Asking, { person, memberOf }: Voter): readonly string[] =>
  groupsAsking(change, person)
    .map(({ group }) => group)
    .filter((group) => memberOf.includes(group));
