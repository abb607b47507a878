import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { isGroup } from '../../domain/configuration-item/group-selector.ts';
import type { Link } from '../../domain/impact/graph.ts';
import { linksBy } from '../../domain/impact/states.ts';
import { type GroupContext, groupMembers } from './group-members.ts';

/** The groups of CIs in the register, as far as a walk needs them. */
export interface GroupLinks {
  readonly isGroup: (id: string) => boolean;
  /** The groups that these CIs are in. */
  readonly above: (ids: readonly string[]) => readonly Link[];
  /** The members of those of these CIs that are groups. */
  readonly below: (ids: readonly string[]) => readonly Link[];
}

/**
 * A group as one CI (C2): it is degraded if a member is, and down if all members are. It is a redundancy group without a name, of which one
 * must be up. A group that needs more of its members has a redundancy group with a name.
 */
const linkOf = (group: string, member: string, members: number): Link => ({
  dependant: group,
  dependency: member,
  type: 'member-of',
  redundancy: [{ group: '', minimumUp: 1, members }],
});

/** Reads all groups with their members, once for a walk: a register has few groups. */
export const readGroupLinks = async (context: GroupContext): Promise<GroupLinks> => {
  const { configurationItems } = context;
  const ids = await configurationItems.idsWith([{ field: 'class', value: 'group' }]);
  const groups: readonly ConfigurationItem[] = ids.length === 0 ? [] : (await configurationItems.findMany(ids)).filter(isGroup);
  const members = await groupMembers(context, groups);
  const known = new Set(groups.map(({ id }) => id));
  const links = [...members].flatMap(([group, list]) => list.map((member) => linkOf(group, member, list.length)));
  const above = linksBy(links, 'dependency');
  const below = linksBy(links, 'dependant');
  return {
    isGroup: (id) => known.has(id),
    above: (wanted) => wanted.flatMap((id) => above.get(id) ?? []),
    below: (wanted) => wanted.flatMap((id) => below.get(id) ?? []),
  };
};
