import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { filterPostings } from '../../domain/configuration-item/configuration-item-postings.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { isSelectedBy, selectorOf } from '../../domain/configuration-item/group-selector.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import { allPages } from '../all-pages.ts';
import { mostGroupLevels } from '../impact/group-members.ts';

interface RelationsContext {
  readonly relations: Pick<RelationRepository, 'edges'>;
}

/** All groups that select their members by labels. There are only a few groups, so all are read. */
export const selectingGroups = async ({
  configurationItems,
}: {
  readonly configurationItems: Pick<ConfigurationItemRepository, 'page'>;
}): Promise<readonly ConfigurationItem[]> => {
  const groups = await allPages({ page: (request) => configurationItems.page(request, filterPostings({ class: 'group' })) });
  return groups.filter((group) => selectorOf(group) !== undefined);
};

/** The groups of which a CI is a member by relations, also through groups that are members themselves. */
const groupsAbove =
  ({ relations }: RelationsContext) =>
  async (ci: string): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    let items: readonly string[] = [ci];
    for (let level = 0; level < mostGroupLevels && items.length > 0; level += 1) {
      const edges = (await relations.edges(items, 'out')).flatMap((shard) => shard.edges);
      const above = edges.flatMap(({ type, item }) => (type === 'member-of' && !found.has(item) ? [item] : []));
      for (const item of above) found.add(item);
      items = [...new Set(above)];
    }
    return found;
  };

/** The ids by which a change may name a CI: its own, and those of its groups, by relations and by selectors. */
export const idsCovering =
  (context: RelationsContext, selecting: readonly ConfigurationItem[]) =>
  async (ci: ConfigurationItem): Promise<readonly string[]> => {
    const selected = selecting.filter((group) => isSelectedBy(selectorOf(group) ?? {}, ci)).map(({ id }) => id);
    return [...new Set([ci.id, ...(await groupsAbove(context)(ci.id)), ...selected])];
  };
