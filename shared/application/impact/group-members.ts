import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { selectorPostings } from '../../domain/configuration-item/configuration-item-postings.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { isGroup, selectorOf } from '../../domain/configuration-item/group-selector.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';

/** What reading the members of groups needs. */
export interface GroupContext {
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany' | 'idsWith'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
}

/**
 * The members of groups, by the id of the group (C2): the CIs that its selector matches, or else those that are related to it as `member-of`.
 * CIs of other classes have none.
 */
export const groupMembers = async (
  { configurationItems, relations }: GroupContext,
  cis: readonly ConfigurationItem[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const groups = cis.filter(isGroup);
  const selected = groups.flatMap((group) => {
    const selector = selectorOf(group);
    return selector ? [{ id: group.id, postings: selectorPostings(selector) }] : [];
  });
  const bySelector = new Set(selected.map(({ id }) => id));
  const related = groups.filter(({ id }) => !bySelector.has(id)).map(({ id }) => id);
  const [found, rows] = await Promise.all([
    Promise.all(selected.map(async ({ id, postings }) => ({ id, ids: await configurationItems.idsWith(postings) }))),
    related.length === 0 ? [] : relations.edges(related, 'in'),
  ]);
  const members = new Map(found.map(({ id, ids }) => [id, ids.filter((member) => member !== id)]));
  for (const { item, edges } of rows) {
    const joined = edges.filter(({ type }) => type === 'member-of').map((edge) => edge.item);
    members.set(item, [...(members.get(item) ?? []), ...joined]);
  }
  return members;
};

/** How many levels of groups in groups are followed. */
export const mostGroupLevels = 10;

/** The members of these groups and of the groups among those, as one map. */
const membersBelow = async (
  context: GroupContext,
  groups: readonly ConfigurationItem[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const members = new Map(await groupMembers(context, groups));
  if (members.size === 0) return members;
  const allGroups = new Set(await context.configurationItems.idsWith([{ field: 'class', value: 'group' }]));
  for (let level = 1; level < mostGroupLevels; level += 1) {
    const inner = [...new Set([...members.values()].flat())].filter((id) => allGroups.has(id) && !members.has(id));
    if (inner.length === 0) break;
    for (const id of inner) members.set(id, []);
    for (const [id, list] of await groupMembers(context, await context.configurationItems.findMany(inner))) members.set(id, list);
  }
  return members;
};

/** All members of groups, also those of groups that are members themselves, by the id of the group (C2). */
export const allGroupMembers = async (
  context: GroupContext,
  cis: readonly ConfigurationItem[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const groups = cis.filter(isGroup);
  const members = await membersBelow(context, groups);
  const below = (id: string): readonly string[] => {
    const found = new Set<string>();
    const open = [...(members.get(id) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === id || found.has(next)) continue;
      found.add(next);
      open.push(...(members.get(next) ?? []));
    }
    return [...found];
  };
  return new Map(groups.map(({ id }) => [id, below(id)]));
};
