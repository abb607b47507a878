import { hasApproved, nextInOrder } from '../../domain/approval/approval-prompt.ts';
import { peopleUndecided } from '../../domain/approval/awaited.ts';
import { groupsAsked, takesPart } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import { isActive } from '../../domain/person/person.ts';
import { allPages } from '../all-pages.ts';
import type { NotifyContext } from './notify-context.ts';

/** The change managers who have no part in a change. Everybody is read, which only a mail that is sent once for a change may do. */
export const changeManagers = async ({ people }: NotifyContext, change: Change): Promise<readonly string[]> =>
  (await allPages(people)).filter(({ id, roles }) => roles.includes('change-manager') && !takesPart(change, id)).map(({ id }) => id);

/**
 * Whom an escalation tells (P4): for each asked group that has not approved yet, the next of its members in their order, or else the change
 * managers. A group that everybody has left escalates to the change managers, and is never approved.
 */
export const escalationRecipients = async (context: NotifyContext, change: Change): Promise<readonly string[]> => {
  const { changes, people, contactGroups, clock } = context;
  const votes = await changes.decisions(change.id, change.revision);
  const open = groupsAsked(change).filter((group) => !hasApproved(group, votes));
  const undecided = peopleUndecided(change, await changes.deciders(change.id, change.revision));
  const waiting = (await people.findMany(undecided)).filter((person) => isActive(person, clock.now())).map(({ id }) => id);
  const groups = await contactGroups.findMany(open.map(({ group }) => group));
  const next = open.map((group) => nextInOrder(group, groups.find(({ id }) => id === group.group)?.members ?? [], waiting));
  return [...next.flat(), ...(next.some((found) => found.length === 0) ? await changeManagers(context, change) : [])];
};
