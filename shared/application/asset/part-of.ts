import type { AssetRepository } from '../../domain/asset/asset-repository.ts';
import { invalid } from '../../domain/errors.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import { facetIdOf, idsOfFacet, idsOfItem } from '../../domain/item/merge.ts';
import type { Write } from '../../domain/store.ts';

interface PartsContext {
  readonly items: Pick<ItemRepository, 'find'>;
  readonly assets: Pick<AssetRepository, 'unchanged'>;
}

/** The most levels that parts are in parts. */
const mostLevels = 20;

/** What an item is part of, nearest first, at most 20 items. It ends at an item that was there before: older data may have a cycle. */
const wholesAbove = async ({ items }: PartsContext, partOf: string): Promise<readonly Item[]> => {
  const above: Item[] = [];
  for (let id: string | undefined = partOf; id !== undefined && above.length < mostLevels; ) {
    const item: Item | undefined = await items.find(id);
    if (!item || above.some((known) => known.id === item.id)) break;
    above.push(item);
    id = item.asset?.partOf;
  }
  return above;
};

/** Why something cannot be part of an item. */
interface PartFault {
  readonly code: 'item/refers-to-itself' | 'asset/too-deep';
  readonly detail: string;
}

/** What an asset would be part of: what speaks against it, and the conditions of a transaction that nothing of it has changed since. */
interface PartPlan {
  readonly fault?: PartFault;
  readonly unchanged: readonly Write[];
}

/**
 * Judges that the item with these ids is part of another: it may not be a part of itself, neither directly nor through what that one is
 * part of. Two writes at the same moment that would close a cycle fail each other's conditions.
 */
export const judgePart = async (context: PartsContext, ids: readonly string[], partOf: string | undefined): Promise<PartPlan> => {
  const above = partOf === undefined ? [] : await wholesAbove(context, partOf);
  const unchanged = above.map((item) => context.assets.unchanged(facetIdOf(item, 'asset'), item.asset));
  if (above.some((item) => idsOfItem(item).some((id) => ids.includes(id)))) {
    const detail = `${partOf} is the item itself, or a part of it; name another item, or clear partOf`;
    return { fault: { code: 'item/refers-to-itself', detail }, unchanged };
  }
  const detail = `${partOf} is a part in a part through more than ${mostLevels} levels; name an item nearer to the whole`;
  return above.length < mostLevels ? { unchanged } : { fault: { code: 'asset/too-deep', detail }, unchanged };
};

/** A facet that is or will be that of an asset, as far as its ids and `partOf` go. */
type Part = Parameters<typeof idsOfFacet>[0] & { readonly partOf?: string | undefined };

/**
 * Checks that what an asset is newly part of is not the asset itself, nor a part of it.
 * @returns the conditions for the transaction that writes the asset
 * @throws DomainError invalid `item/refers-to-itself`, `asset/too-deep` with the pointer `/partOf`
 */
export const partConditions =
  (context: PartsContext) =>
  async (next: Part, before?: Part): Promise<readonly Write[]> => {
    if (next.partOf === before?.partOf) return [];
    const { fault, unchanged } = await judgePart(context, idsOfFacet(next), next.partOf);
    if (fault) throw invalid('/partOf', fault.code, fault.detail);
    return unchanged;
  };
