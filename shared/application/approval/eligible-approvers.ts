import type { ApprovalRequest } from '../../domain/approval/approval.ts';
import { isExcluded } from '../../domain/approval/eligibility.ts';
import { approvalPolicy } from '../../domain/approval/policy.ts';
import { canBeApproved } from '../../domain/approval/tally.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Risk } from '../../domain/change/change-values.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { conflict, type DomainError } from '../../domain/errors.ts';
import { isActive } from '../../domain/person/person.ts';
import type { SubmitContext } from '../change/context.ts';
import { decisiveClients } from './decisive-clients.ts';

/** The error if nobody in a group can approve. It is thrown at submission, because the change could never be approved. */
const noApprovers = (group: string): DomainError =>
  conflict('approval/no-approvers', `no person in the group ${group} may decide on this change`);

/**
 * The groups whose approval the default policy requires (P1): the groups with the role `approver` on a named item. For an item without such
 * a group, it is the approvers group of the stage.
 */
const approverGroups = async (
  { contactGroups, approversGroup }: SubmitContext,
  cis: readonly ConfigurationItem[],
): Promise<readonly ContactGroup[]> => {
  const ids = new Set<string>();
  for (const { contactGroups: contacts } of cis) {
    const ownGroups = contacts.filter(({ role }) => role === 'approver').map(({ group }) => group);
    const fallback = ownGroups.length > 0 ? undefined : await contactGroups.ownerOf({ scheme: 'name', value: approversGroup });
    if (ownGroups.length === 0 && fallback === undefined) throw noApprovers(approversGroup);
    for (const id of fallback === undefined ? ownGroups : [fallback]) ids.add(id);
  }
  const groups = await contactGroups.findMany([...ids]);
  const missingId = [...ids].find((id) => !groups.some((group) => group.id === id));
  if (missingId !== undefined) throw noApprovers(missingId);
  return groups.toSorted((one, other) => (one.id < other.id ? -1 : 1));
};

/**
 * Finds the groups and people who may decide on a change, at the time of submission (P1, P2, P7). Each person gives one
 * approval, of one group.
 * @throws DomainError conflict `approval/no-approvers`, which names the group
 */
export const eligibleApprovers =
  (context: SubmitContext) =>
  async (change: Change, cis: readonly ConfigurationItem[], risk: Risk): Promise<ApprovalRequest> => {
    const { people, clock } = context;
    const now = clock.now();
    const clients = await decisiveClients(context.clients, change);
    const requiredGroups = await approverGroups(context, cis);
    const members = await people.findMany([...new Set(requiredGroups.flatMap((group) => group.members.map(({ person }) => person)))]);
    const eligible = new Set(members.filter((person) => isActive(person, now) && !isExcluded(change, clients, person)).map(({ id }) => id));
    const { name: policy, version: policyVersion } = approvalPolicy;
    const quorum = approvalPolicy.quorum[risk];
    const groups = requiredGroups.map(({ id, name, members: all }) => ({
      group: id,
      name,
      eligible: [...new Set(all.map(({ person }) => person))].filter((person) => eligible.has(person)),
      quorum,
    }));
    const empty = groups.find((group) => group.eligible.length === 0);
    if (empty) throw noApprovers(empty.name);
    const pinned = { policy, policyVersion, groups };
    // Two groups with the same person as their only member could never both approve, because a person gives one approval only.
    if (!canBeApproved(pinned)) throw noApprovers(groups.map(({ name }) => name).join(', '));
    return pinned;
  };
