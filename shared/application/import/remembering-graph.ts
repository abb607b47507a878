import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { EdgeDirection, EdgeShard } from '../../domain/item/relation-repository.ts';
import type { GroupContext } from '../impact/group-members.ts';
import { once } from './once.ts';

/** The most items whose relations are kept in memory. Beyond that, all are forgotten and read again. */
const mostItems = 20_000;

/** Reads the relations of each item in one direction once. */
const edgesOnce = (read: (ids: readonly string[]) => Promise<readonly EdgeShard[]>) => {
  const known = new Map<string, Promise<readonly EdgeShard[]>>();
  return async (ids: readonly string[]): Promise<readonly EdgeShard[]> => {
    if (known.size > mostItems) known.clear();
    const asked = [...new Set(ids)];
    const unknown = asked.filter((id) => !known.has(id));
    if (unknown.length > 0) {
      const found = read(unknown).then((shards) => Map.groupBy(shards, ({ item }) => item));
      for (const id of unknown)
        known.set(
          id,
          found.then((byItem) => byItem.get(id) ?? []),
        );
    }
    return (await Promise.all(asked.map((id) => known.get(id) ?? []))).flat();
  };
};

/** What is read of the register to find the items that a row names, and the services that need them. */
interface RegisterReads extends GroupContext {
  readonly references: ItemReferences;
}

/**
 * A register of which each item, group and relation is read once: the rows of a file name the same few items again and again. It is used for a
 * few hundred rows, all of them by the relations as they are at their import. It reports nothing about references that cannot be read.
 */
export const rememberingGraph = <Context extends RegisterReads>(
  context: Context,
): Context & { readonly references: ItemReferences; readonly configurationItems: GroupContext['configurationItems'] } => {
  const { references, configurationItems, relations } = context;
  const edges: Readonly<Record<EdgeDirection, ReturnType<typeof edgesOnce>>> = {
    in: edgesOnce((ids) => relations.edges(ids, 'in')),
    out: edgesOnce((ids) => relations.edges(ids, 'out')),
  };
  return {
    ...context,
    references: {
      find: once((id: string) => references.find(id)),
      aliases: once((keys: Parameters<ItemReferences['aliases']>[0]) => references.aliases(keys)),
      assetOf: once((unique: Parameters<ItemReferences['assetOf']>[0]) => references.assetOf(unique)),
    },
    configurationItems: {
      ...configurationItems,
      findMany: once((ids: readonly string[]) => configurationItems.findMany(ids)),
      idsWith: once((postings: Parameters<GroupContext['configurationItems']['idsWith']>[0]) => configurationItems.idsWith(postings)),
    },
    relations: { ...relations, edges: (ids, direction) => edges[direction](ids) },
  };
};
