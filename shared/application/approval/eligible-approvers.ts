import { type ApprovalRequest, approvalsGiven } from '../../domain/approval/approval.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { conflict, type DomainError } from '../../domain/errors.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { SubmitContext } from '../change/context.ts';

/** The shipped policy (P1), pinned by name and version. */
const policy = 'default';
const policyVersion = 1;

const noApprovers = (group: string): DomainError =>
  conflict('approval/no-approvers', `group ${group} has nobody who may decide on this change`);

/** The groups that the shipped policy asks: those with the role `approver` on a named item; where one has none, the stage's (P1). */
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
  const gone = [...ids].find((id) => !groups.some((group) => group.id === id));
  if (gone !== undefined) throw noApprovers(gone);
  return groups.toSorted((one, other) => (one.id < other.id ? -1 : 1));
};

/** Who may not decide on a change (P2): who asks, on whose behalf, who implements; for a client also who answers for it or may rotate its token. */
const isExcluded = (change: Change, responsible: string | undefined, { id, roles }: Person): boolean =>
  [change.requester, change.onBehalfOf, change.implementer, responsible].includes(id) ||
  (change.client !== undefined && roles.includes('admin'));

/**
 * Who is asked to decide, as it stands at submission (P1, P2, P7): each distinct group gives one approval, each person counts once.
 * @throws DomainError conflict `approval/no-approvers`, the group named
 */
export const eligibleApprovers =
  (context: SubmitContext) =>
  async (change: Change, cis: readonly ConfigurationItem[]): Promise<ApprovalRequest> => {
    const { people, clients, clock } = context;
    const today = clock.now().slice(0, 10);
    const responsible = change.client === undefined ? undefined : (await clients.find(change.client))?.responsible;
    const asked = await askedGroups(context, cis);
    const members = await people.findMany([...new Set(asked.flatMap((group) => group.members.map(({ person }) => person)))]);
    const eligible = new Set(
      members.filter((person) => isActive(person, today) && !isExcluded(change, responsible, person)).map(({ id }) => id),
    );
    const groups = asked.map(({ id, name, members: all }) => ({
      group: id,
      name,
      eligible: [...new Set(all.map(({ person }) => person))].filter((person) => eligible.has(person)),
    }));
    const empty = groups.find((group) => group.eligible.length === 0);
    if (empty) throw noApprovers(empty.name);
    const pinned = { policy, policyVersion, groups };
    // Two groups with one and the same single person could never both agree: a person counts once.
    if (approvalsGiven(pinned, [...eligible]) < groups.length) throw noApprovers(groups.map(({ name }) => name).join(', '));
    return pinned;
  };
