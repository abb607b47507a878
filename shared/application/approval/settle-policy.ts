import type { ApprovalPolicy, PolicyLevel } from '../../domain/approval/approval-policy.ts';
import { policyFault } from '../../domain/approval/policy-faults.ts';
import { shippedPolicyNames } from '../../domain/approval/policy-match.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { conflict } from '../../domain/errors.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { foldedForm } from '../../domain/text.ts';
import { type ClassReads, classNamed } from '../class/find-class.ts';
import { resolveContactGroup } from '../contact-group/resolve-contact-group.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { resolvePerson } from '../person/resolve-person.ts';

export interface PolicyContext extends ClassReads {
  readonly contactGroups: Pick<ResourceRepository<ContactGroup>, 'find' | 'findMany' | 'ownerOf'>;
  readonly people: Pick<ResourceRepository<Person>, 'find' | 'ownerOf'>;
  readonly references: ItemReferences;
}

/** A reference that the policy had before is not looked up again, so that what was deleted does not prevent other edits. */
type Resolve = (reference: string, pointer: string) => Promise<string>;
const unlessKnown =
  (resolve: Resolve, known: readonly (string | undefined)[]): Resolve =>
  async (reference, pointer) =>
    known.includes(reference) ? reference : resolve(reference, pointer);

const settleLevel = async (level: PolicyLevel, pointer: string, group: Resolve, person: Resolve): Promise<PolicyLevel> => {
  const mandatory = level.mandatory && (await Promise.all(level.mandatory.map((one, at) => person(one, `${pointer}/mandatory/${at}`))));
  return {
    ...level,
    ...(level.group === undefined ? {} : { group: await group(level.group, `${pointer}/group`) }),
    ...(mandatory ? { mandatory: [...new Set(mandatory)] } : {}),
  };
};

const settleMatch = async (context: PolicyContext, match: ApprovalPolicy['match'], before?: ApprovalPolicy) => {
  const item = unlessKnown(resolveItem(context), [before?.match.service]);
  const isNewClass = match.class !== undefined && match.class !== before?.match.class;
  return {
    ...match,
    ...(match.service === undefined ? {} : { service: await item(match.service, '/match/service') }),
    ...(isNewClass ? { class: (await classNamed(context)(match.class ?? '', '/match/class')).name } : {}),
  };
};

/**
 * The fields of a policy with ids in place of references, after the check that it can be met (P1).
 * @throws DomainError invalid with pointers: `<noun>/unknown`, `approval-policy/…`; conflict for the name of a policy that ships
 */
export const settlePolicy =
  (context: PolicyContext) =>
  async (fields: ApprovalPolicy, before?: ApprovalPolicy): Promise<ApprovalPolicy> => {
    const { contactGroups, people } = context;
    if (shippedPolicyNames.includes(foldedForm(fields.name)))
      throw conflict('approval-policy/name-taken', `a policy that ships has the name ${fields.name}; choose another`, '/name');
    const known = before?.levels ?? [];
    const group = unlessKnown(
      resolveContactGroup(contactGroups),
      known.map((level) => level.group),
    );
    const person = unlessKnown(
      resolvePerson(people),
      known.flatMap(({ mandatory = [] }) => mandatory),
    );
    const match = await settleMatch(context, fields.match, before);
    const levels = await Promise.all(fields.levels.map((level, at) => settleLevel(level, `/levels/${at}`, group, person)));
    const settled = { ...fields, match, levels };
    const groups = await contactGroups.findMany([...new Set(levels.flatMap((level) => level.group ?? []))]);
    const fault = policyFault(settled, new Map(groups.map((one) => [one.id, one])));
    if (fault) throw fault;
    return settled;
  };
