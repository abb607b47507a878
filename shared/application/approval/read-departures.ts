import type { ApproverGroup } from '../../domain/approval/approval.ts';
import { groupsAsked, membershipsOf } from '../../domain/approval/eligibility.ts';
import { isShare } from '../../domain/approval/needs.ts';
import type { Departures } from '../../domain/approval/tally.ts';
import type { AwaitingChange, Change } from '../../domain/change/change.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { isActive } from '../../domain/person/person.ts';
import type { ChangeContext } from '../change/context.ts';

/** Who has left, and the groups that say so. */
interface DepartureReading {
  readonly departures: Departures;
  readonly groups: readonly ContactGroup[];
}

/**
 * Who has left these groups, by default those that are asked now, or is no longer active (P7). Nothing is read if it makes no difference: if the
 * groups need a count of approvals, and the first rejection rejects.
 */
export const readDepartures = async (
  { contactGroups, people, clock }: Pick<ChangeContext, 'contactGroups' | 'people' | 'clock'>,
  change: Pick<Change, 'approvals'> & Pick<AwaitingChange, 'pinned'>,
  asked: readonly ApproverGroup[] = groupsAsked(change),
): Promise<DepartureReading> => {
  const isNeeded = change.pinned.rejectWhen === 'unreachable' || asked.some(({ needs, quorum }) => isShare(needs ?? quorum));
  if (!isNeeded) return { departures: new Map(), groups: [] };
  const groups = await contactGroups.findMany([...new Set(asked.map(({ group }) => group))]);
  const found = await people.findMany([...new Set(asked.flatMap(({ eligible }) => eligible))]);
  const active = new Set(found.filter((person) => isActive(person, clock.now())).map(({ id }) => id));
  const hasLeft = (person: string, group: string): boolean => !active.has(person) || !membershipsOf(person, groups).includes(group);
  const departures = new Map(asked.map(({ group, eligible }) => [group, new Set(eligible.filter((person) => hasLeft(person, group)))]));
  return { departures, groups };
};
