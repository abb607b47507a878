import type { ContactGroup } from '../contact-group/contact-group.ts';
import { type DomainError, invalid } from '../errors.ts';
import { durationMillis } from '../values.ts';
import type { ApprovalPolicy, PolicyLevel } from './approval-policy.ts';
import { exceedsAll, isShare } from './needs.ts';
import { requestOfPolicy } from './request-of-policy.ts';
import { canBeApproved } from './tally.ts';

type Fields = Pick<ApprovalPolicy, 'name' | 'version' | 'levels' | 'rejectWhen' | 'deciding' | 'deadline'>;
type Groups = ReadonlyMap<string, ContactGroup>;
type Refusal = DomainError | undefined;

/** The error of a level that names both kinds of approvers, or none, or asks for more than all. */
const formFault = ({ group, contactRole, needs, mandatory }: PolicyLevel, pointer: string): Refusal => {
  if ((group === undefined) === (contactRole === undefined))
    return invalid(pointer, 'approval-policy/level-ambiguous', 'a level asks either a contact group or the groups with a contact role');
  if (exceedsAll(needs))
    return invalid(`${pointer}/needs`, 'approval-policy/never-met', `${needs} is more than all; a fraction is at most 1, such as 2/3`);
  if (mandatory && contactRole !== undefined)
    return invalid(
      `${pointer}/mandatory`,
      'approval-policy/mandatory-not-a-member',
      'only a level with a contact group has mandatory members: which groups have a role depends on the items',
    );
  return undefined;
};

/** The error of a level whose group can never give the approvals. */
const groupFault = ({ group: id, needs, mandatory = [] }: PolicyLevel, pointer: string, groups: Groups): Refusal => {
  const group = groups.get(id ?? '');
  if (!group) return undefined;
  const members = new Set(group.members.map(({ person }) => person));
  if (members.size === 0)
    return invalid(`${pointer}/group`, 'approval-policy/group-empty', `the group ${group.name} has no members; add some, or ask another`);
  if (!isShare(needs) && needs > members.size)
    return invalid(
      `${pointer}/needs`,
      'approval-policy/never-met',
      `the group ${group.name} has ${members.size} members and cannot give ${needs} approvals`,
    );
  const stranger = mandatory.findIndex((person) => !members.has(person));
  return stranger < 0
    ? undefined
    : invalid(
        `${pointer}/mandatory/${stranger}`,
        'approval-policy/mandatory-not-a-member',
        `this person is no member of the group ${group.name}`,
      );
};

/** The error of levels that cannot all be met, because each person decides once (P2). */
const levelsFault = (fields: Fields, groups: Groups): Refusal => {
  const { levels } = fields;
  const twice = levels.findIndex(({ mandatory = [] }, at) =>
    mandatory.some((person) => levels.slice(0, at).some((earlier) => earlier.mandatory?.includes(person))),
  );
  if (twice >= 0)
    return invalid(`/levels/${twice}/mandatory`, 'approval-policy/never-met', 'a mandatory person of an earlier level cannot decide again');
  const asked = levels.map((terms) => {
    const group = groups.get(terms.group ?? '');
    return { terms, groups: group ? [group] : [] };
  });
  return canBeApproved(requestOfPolicy(fields, asked, () => true))
    ? undefined
    : invalid(
        '/levels',
        'approval-policy/never-met',
        'the levels need more approvals than they have members, and each person decides once',
      );
};

/**
 * The error of a policy that can never be met, or that does not say whom it asks (P1).
 * @param groups the contact groups that its levels name, by id
 */
export const policyFault = (fields: Fields, groups: Groups): Refusal => {
  for (const [at, level] of fields.levels.entries()) {
    const pointer = `/levels/${at}`;
    const fault = formFault(level, pointer) ?? groupFault(level, pointer, groups);
    if (fault) return fault;
  }
  if (fields.deadline !== undefined && durationMillis(fields.deadline) === 0)
    return invalid('/deadline', 'approval-policy/never-met', 'approvers need some time; leave the deadline out for seven days');
  return levelsFault(fields, groups);
};
