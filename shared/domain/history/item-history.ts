import type { Instant } from '../clock.ts';
import type { Merge } from '../item/merge.ts';
import type { HistoryRepository } from './history-repository.ts';
import type { HistoryFacet, ItemVersion } from './item-version.ts';

/**
 * Where the history of an item is. The chains of a merged item stay under the ids under which its facets were registered, as they were
 * sealed (C1, C6).
 */
export interface ItemHistory {
  /** The id of the item. */
  readonly item: string;
  /** All ids that have versions of it. */
  readonly ids: readonly string[];
  /** The id under which the chain of a part is that goes on. */
  readonly idOf: (facet: HistoryFacet) => string;
  readonly merge?: Merge;
}

export const historyOfOne = (id: string): ItemHistory => ({ item: id, ids: [id], idOf: () => id });

export const historyOfMerged = (merge: Merge): ItemHistory => ({
  item: merge.item,
  ids: [merge.asset, merge.ci],
  idOf: (facet) => (facet === 'asset' ? merge.asset : merge.ci),
  merge,
});

/** The versions from which the parts of an item are built, in the order of time, up to a time or all of them. */
export const versionsOf = async (
  { versions }: Pick<HistoryRepository, 'versions'>,
  { ids, idOf }: ItemHistory,
  until?: Instant,
): Promise<readonly ItemVersion[]> => {
  const found = await Promise.all(ids.map((id) => versions(id, until)));
  const own = found.flat().filter(({ item, facet }) => idOf(facet) === item);
  return ids.length === 1 ? own : own.toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
};
