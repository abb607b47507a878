import type { ApprovalRequest } from '../../domain/approval/approval.ts';
import { isExcluded } from '../../domain/approval/eligibility.ts';
import { canBeApproved } from '../../domain/approval/tally.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { conflict, type DomainError } from '../../domain/errors.ts';
import { isActive } from '../../domain/person/person.ts';
import type { SubmitContext } from '../change/context.ts';

/** The shipped policy (P1), pinned by name and version. */
const policy = 'default';
const policyVersion = 1;

/** Refused here, since an approval that nobody can give would never come. */
const noApprovers = (group: string): DomainError => conflict('approval/no-approvers', `nobody in group ${group} may decide on this change`);

/** The groups that the shipped policy asks: those with the role `approver` on a named item; for an item without one, the stage's group (P1). */
const askedGroups = async (
  { contactGroups, approversGroup }: SubmitContext,
  cis: readonly ConfigurationItem[],
): Promise<readonly ContactGroup[]> => {
  const ids = new Set<string>();
  for (const { contactGroups: contacts } of cis) {
    const own = contacts.filter(({ role }) => role === 'approver').map(({ group }) => group);
    const stages = own.length > 0 ? undefined : await contactGroups.ownerOf({ scheme: 'name', value: approversGroup });
    if (own.length === 0 && stages === undefined) throw noApprovers(approversGroup);
    for (const id of stages === undefined ? own : [stages]) ids.add(id);
  }
  const groups = await contactGroups.findMany([...ids]);
  const absent = [...ids].find((id) => !groups.some((group) => group.id === id));
  if (absent !== undefined) throw noApprovers(absent);
  return groups.toSorted((one, other) => (one.id < other.id ? -1 : 1));
};

/**
 * Who is asked to decide, as it is at submission (P1, P2, P7): each distinct group gives one approval, and each person counts once.
 * @throws DomainError conflict `approval/no-approvers`, which names the group
 */
export const eligibleApprovers =
  (context: SubmitContext) =>
  async (change: Change, cis: readonly ConfigurationItem[]): Promise<ApprovalRequest> => {
    const { people, clients, clock } = context;
    const now = clock.now();
    const responsible = change.client === undefined ? undefined : (await clients.find(change.client))?.responsible;
    const asked = await askedGroups(context, cis);
    const members = await people.findMany([...new Set(asked.flatMap((group) => group.members.map(({ person }) => person)))]);
    const eligible = new Set(
      members.filter((person) => isActive(person, now) && !isExcluded(change, responsible, person)).map(({ id }) => id),
    );
    const groups = asked.map(({ id, name, members: all }) => ({
      group: id,
      name,
      eligible: [...new Set(all.map(({ person }) => person))].filter((person) => eligible.has(person)),
    }));
    const empty = groups.find((group) => group.eligible.length === 0);
    if (empty) throw noApprovers(empty.name);
    const pinned = { policy, policyVersion, groups };
    // Two groups whose only member is the same person could never both give their approval, since a person counts once.
    if (!canBeApproved(pinned)) throw noApprovers(groups.map(({ name }) => name).join(', '));
    return pinned;
  };
