import type { ConfigurationItem, ConfigurationItemFields } from '../../domain/configuration-item/configuration-item.ts';
import { resolveContactGroup } from '../contact-group/resolve-contact-group.ts';
import { resolveChanged } from '../item/resolve-changed.ts';
import { resolveTeam } from '../team/resolve-team.ts';
import { assertSelects } from './assert-selects.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';

/**
 * Replaces the references in a CI's fields by ids (I7), and checks the selector of a group (C2).
 * @throws DomainError invalid, with a pointer to an unknown reference, or to a selector that selects no group
 */
export const settleConfigurationItem =
  (context: ConfigurationItemContext) =>
  async (fields: ConfigurationItemFields, before?: ConfigurationItem): Promise<ConfigurationItemFields> => {
    const { teams, contactGroups } = context;
    await assertSelects(context, fields, before);
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
