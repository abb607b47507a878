import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';

interface OnCallContext {
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
  readonly contactGroups: Pick<ResourceRepository<ContactGroup>, 'findMany'>;
}

/** Ids of the people who are on call for these CIs: the members of their contact groups with the role `on-call` (W2). */
export const onCallPeople = async (
  { configurationItems, contactGroups }: OnCallContext,
  cis: readonly string[],
): Promise<readonly string[]> => {
  const contacts = (await configurationItems.findMany(cis)).flatMap((ci) => ci.contactGroups);
  const groups = contacts.filter(({ role }) => role === 'on-call').map(({ group }) => group);
  const found = await contactGroups.findMany([...new Set(groups)]);
  return found.flatMap(({ members }) => members.map(({ person }) => person));
};
