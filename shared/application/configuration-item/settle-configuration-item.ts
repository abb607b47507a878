import type { ConfigurationItem, ConfigurationItemFields } from '../../domain/configuration-item/configuration-item.ts';
import { resolveContactGroup } from '../contact-group/resolve-contact-group.ts';
import { resolveChanged } from '../item/resolve-changed.ts';
import { resolveTeam } from '../team/resolve-team.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';

/** Replaces the references in a CI's fields by ids (I7). @throws DomainError invalid, with a pointer to an unknown reference */
export const settleConfigurationItem =
  ({ teams, contactGroups }: ConfigurationItemContext) =>
  async (fields: ConfigurationItemFields, before?: ConfigurationItem): Promise<ConfigurationItemFields> => {
    const known = new Set(before?.contactGroups.map(({ group }) => group));
    const [ownerTeam, groups] = await Promise.all([
      resolveChanged(resolveTeam(teams), fields.ownerTeam, before?.ownerTeam, '/ownerTeam'),
      Promise.all(
        fields.contactGroups.map(async ({ group, ...entry }, at) => ({
          ...entry,
          group: known.has(group) ? group : await resolveContactGroup(contactGroups)(group, `/contactGroups/${at}/group`),
        })),
      ),
    ]);
    return { ...fields, contactGroups: groups, ...(ownerTeam === undefined ? {} : { ownerTeam }) };
  };
