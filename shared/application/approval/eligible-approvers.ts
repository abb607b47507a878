import type { ApprovalRequest } from '../../domain/approval/approval.ts';
import type { PolicyLevel, PolicyTerms } from '../../domain/approval/approval-policy.ts';
import { isExcluded } from '../../domain/approval/eligibility.ts';
import { type AskedLevel, requestOfPolicy } from '../../domain/approval/request-of-policy.ts';
import { canBeApproved } from '../../domain/approval/tally.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { conflict, type DomainError } from '../../domain/errors.ts';
import { isActive } from '../../domain/person/person.ts';
import type { SubmitContext } from '../change/context.ts';
import { decisiveClients } from './decisive-clients.ts';

/** The error if nobody in a group can approve. It is thrown at submission, because the change could never be approved. */
const noApprovers = (group: string, level = 1): DomainError =>
  conflict(
    'approval/no-approvers',
    level === 1
      ? `no person in the group ${group} may decide on this change`
      : `no person in the group ${group} may decide at level ${level}`,
  );

/**
 * The ids of the groups with a role on the named CIs. For a CI without such a group, it is the approvers group of the stage.
 * @throws DomainError conflict `approval/no-approvers` if that group does not exist
 */
const groupsWithRole = async (
  { contactGroups, approversGroup }: SubmitContext,
  cis: readonly ConfigurationItem[],
  role: string,
): Promise<readonly string[]> => {
  const own = cis.map(({ contactGroups: contacts }) => contacts.filter((contact) => contact.role === role).map(({ group }) => group));
  if (own.every((groups) => groups.length > 0)) return own.flat();
  const fallback = await contactGroups.ownerOf({ scheme: 'name', value: approversGroup });
  if (fallback === undefined) throw noApprovers(approversGroup);
  return [...own.flat(), fallback];
};

/** The groups that a level asks, each once (P1). @throws DomainError conflict `approval/no-approvers` for a group that does not exist */
const groupsOfLevel = async (
  context: SubmitContext,
  { group, contactRole = '' }: PolicyLevel,
  cis: readonly ConfigurationItem[],
): Promise<readonly ContactGroup[]> => {
  const ids = [...new Set(group === undefined ? await groupsWithRole(context, cis, contactRole) : [group])];
  const groups = await context.contactGroups.findMany(ids);
  const missingId = ids.find((id) => !groups.some((found) => found.id === id));
  if (missingId !== undefined) throw noApprovers(missingId);
  return groups.toSorted((one, other) => (one.id < other.id ? -1 : 1));
};

/** @throws DomainError conflict `approval/no-approvers`, which names the group */
const assertApprovable = (request: ApprovalRequest): void => {
  const { groups } = request;
  const empty = groups.find(({ eligible }) => eligible.length === 0);
  if (empty) throw noApprovers(empty.name, empty.level);
  const lacking = groups.find(({ mandatory = [], eligible }) => mandatory.some((person) => !eligible.includes(person)));
  if (lacking)
    throw conflict(
      'approval/no-approvers',
      `a person who must approve in the group ${lacking.name} may not decide on this change: ask somebody else to request or implement it`,
    );
  // Two groups with the same person as their only member could never both approve, because a person gives one approval only.
  if (!canBeApproved(request)) throw noApprovers([...new Set(groups.map(({ name }) => name))].join(', '));
};

/**
 * Finds the groups and people who may decide on a change by its policy, at the time of submission (P1, P2, P7). Each person gives one
 * approval, of one group.
 * @throws DomainError conflict `approval/no-approvers`, which names the group
 */
export const eligibleApprovers =
  (context: SubmitContext) =>
  async (change: Change, cis: readonly ConfigurationItem[], policy: PolicyTerms): Promise<ApprovalRequest> => {
    const { people, clock } = context;
    const now = clock.now();
    const levels: AskedLevel[] = [];
    for (const terms of policy.levels) levels.push({ terms, groups: await groupsOfLevel(context, terms, cis) });
    const asked = levels.flatMap(({ groups }) => groups.flatMap(({ members }) => members.map(({ person }) => person)));
    const clients = asked.length === 0 ? [] : await decisiveClients(context.clients, change);
    const found = asked.length === 0 ? [] : await people.findMany([...new Set(asked)]);
    const eligible = new Set(found.filter((person) => isActive(person, now) && !isExcluded(change, clients, person)).map(({ id }) => id));
    const request = requestOfPolicy(policy, levels, (person) => eligible.has(person));
    assertApprovable(request);
    return request;
  };
