import type { Page, PageRequest, Write } from '../store.ts';
import type { Asset } from './asset.ts';
import type { AssetFact } from './asset-facts.ts';

export interface AssetRepository {
  find(id: string): Promise<Asset | undefined>;
  /** Writes the asset, its guard rows (T3) and the words by which search finds it (A9). */
  save(next: Asset, before?: Asset): readonly Write[];
  /** Checks without writing that an item's asset facet has not changed since it was read, or that the item still has none. */
  unchanged(id: string, asset: Asset | undefined): Write;
  /** Assets in the order of their creation. */
  page(request: PageRequest, keep?: (asset: Asset) => boolean): Promise<Page<Asset>>;
}

/** The facts of the life of assets. They are only added. */
export interface AssetFactRepository {
  /** Adds a fact. */
  add(fact: AssetFact): Write;
  /** All facts of an asset, in the order in which they were recorded. */
  of(asset: string): Promise<readonly AssetFact[]>;
}
