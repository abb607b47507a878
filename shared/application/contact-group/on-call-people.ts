import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';

/** The groups that are on call for a CI. */
const groupsOnCall = ({ contactGroups }: Pick<ConfigurationItem, 'contactGroups'>): readonly string[] =>
  contactGroups.filter(({ role }) => role === 'on-call').map(({ group }) => group);

interface OnCallContext {
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
  readonly contactGroups: Pick<ResourceRepository<ContactGroup>, 'findMany'>;
}

/** Ids of the people who are on call for these CIs: the members of their contact groups with the role `on-call` (W2). */
export const onCallPeople = async (
  { configurationItems, contactGroups }: OnCallContext,
  cis: readonly string[],
): Promise<readonly string[]> => {
  const groups = (await configurationItems.findMany(cis)).flatMap(groupsOnCall);
  const found = await contactGroups.findMany([...new Set(groups)]);
  return found.flatMap(({ members }) => members.map(({ person }) => person));
};

/** Whether a person is on call for every one of these CIs (H7). Nobody is on call for a CI without such a contact group. */
export const isOnCallForAll = async (
  { configurationItems, contactGroups }: OnCallContext,
  cis: readonly string[],
  person: string,
): Promise<boolean> => {
  const found = await configurationItems.findMany(cis);
  const groups = await contactGroups.findMany([...new Set(found.flatMap(groupsOnCall))]);
  const own = groups.filter(({ members }) => members.some((member) => member.person === person)).map(({ id }) => id);
  return found.length === cis.length && found.every((ci) => groupsOnCall(ci).some((group) => own.includes(group)));
};
