import type { ContactGroup } from '../contact-group/contact-group.ts';
import type { ApprovalRequest, ApproverGroup } from './approval.ts';
import type { PolicyLevel, PolicyTerms } from './approval-policy.ts';
import { neededOf } from './needs.ts';

/** A level of a policy with the contact groups that it asks. */
export interface AskedLevel {
  readonly terms: PolicyLevel;
  readonly groups: readonly Pick<ContactGroup, 'id' | 'name' | 'members'>[];
}

/** The members of a group who may decide. Who is mandatory at a later level is not asked before, because a person decides once (P2). */
const eligibleIn = (members: ContactGroup['members'], reserved: readonly string[], mayDecide: (person: string) => boolean) =>
  [...new Set(members.map(({ person }) => person))].filter((person) => mayDecide(person) && !reserved.includes(person));

/**
 * Whom a policy asks, level by level (P1).
 * @param mayDecide whether a person may decide on the change (P2)
 */
export const requestOfPolicy = (
  policy: PolicyTerms,
  levels: readonly AskedLevel[],
  mayDecide: (person: string) => boolean,
): ApprovalRequest => {
  const { name, version, id, rejectWhen, deciding, minimumNotice, deadline, requiredFields } = policy;
  const groups = levels.flatMap(({ terms: { needs, mandatory, external }, groups: asked }, at) => {
    const reserved = levels.slice(at + 1).flatMap((later) => later.terms.mandatory ?? []);
    return asked.map(({ id: group, name: groupName, members }): ApproverGroup => {
      const eligible = eligibleIn(members, reserved, mayDecide);
      const said = { needs, ...(mandatory ? { mandatory } : {}), ...(external ? { external } : {}) };
      return { group, name: groupName, eligible, quorum: neededOf(needs, eligible.length), level: at + 1, ...said };
    });
  });
  return {
    policy: name,
    policyVersion: version,
    ...(id === undefined ? {} : { policyId: id }),
    groups,
    rejectWhen,
    deciding,
    ...(minimumNotice === undefined ? {} : { minimumNotice }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(requiredFields === undefined ? {} : { requiredFields }),
  };
};
