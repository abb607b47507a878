import { assertAttributes } from '../../domain/class/attributes.ts';
import type { ConfigurationItem, ConfigurationItemFields } from '../../domain/configuration-item/configuration-item.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import { classNamed } from '../class/find-class.ts';
import { resolveContactGroup } from '../contact-group/resolve-contact-group.ts';
import { resolveChanged } from '../item/resolve-changed.ts';
import { resolveTeam } from '../team/resolve-team.ts';
import { assertSelects } from './assert-selects.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';

/**
 * The name of the class as its own list has it. The attributes are judged by its schema if they or the class are new; a class that was
 * changed since is not asked about attributes that stay.
 */
const settledClass = async (context: ConfigurationItemContext, fields: ConfigurationItemFields, before?: ConfigurationItem) => {
  if (before && before.class === fields.class && isSameValue(before.attributes, fields.attributes)) return fields.class;
  const found = await classNamed(context)(fields.class);
  assertAttributes(found, fields.attributes);
  return found.name;
};

/**
 * Replaces the references in a CI's fields by ids (I7), and checks its attributes by its class, and the selector of a group (C2).
 * @throws DomainError invalid, with a pointer to an unknown reference, or to a selector that selects no group; `class/unknown`, `configuration-item/attributes`
 */
export const settleConfigurationItem =
  (context: ConfigurationItemContext) =>
  async (fields: ConfigurationItemFields, before?: ConfigurationItem): Promise<ConfigurationItemFields> => {
    const { teams, contactGroups } = context;
    await assertSelects(context, fields, before);
    const known = new Set(before?.contactGroups.map(({ group }) => group));
    const [className, ownerTeam, groups] = await Promise.all([
      settledClass(context, fields, before),
      resolveChanged(resolveTeam(teams), fields.ownerTeam, before?.ownerTeam, '/ownerTeam'),
      Promise.all(
        fields.contactGroups.map(async ({ group, ...entry }, at) => ({
          ...entry,
          group: known.has(group) ? group : await resolveContactGroup(contactGroups)(group, `/contactGroups/${at}/group`),
        })),
      ),
    ]);
    return { ...fields, class: className, contactGroups: groups, ...(ownerTeam === undefined ? {} : { ownerTeam }) };
  };
