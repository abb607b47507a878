import type { Origin } from '../history/origin.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import type { Asset } from './asset.ts';
import type { AssetFact } from './asset-facts.ts';
import type { AssetPosting } from './asset-postings.ts';
import type { ListedField, ListedValue, ValueCount } from './listed-values.ts';

export interface AssetRepository {
  /** The asset with this id. That of a merged item is found by both of its ids. */
  find(id: string): Promise<Asset | undefined>;
  /**
   * Writes the asset, its guard rows (T3), the postings of filters (T11), the words by which search finds it (A9), and the version in its
   * history (C6).
   */
  save(next: Asset, origin: Origin, before?: Asset): readonly Write[];
  /** Checks without writing that an item's asset facet has not changed since it was read, or that the item still has none. */
  unchanged(id: string, asset: Asset | undefined): Write;
  /**
   * The assets that have all of these postings, or all assets, in the order of their creation (T11). `keep` is applied to the assets after
   * they are read, so that a page may be short.
   */
  page(request: PageRequest, filters: readonly AssetPosting[], keep?: (asset: Asset) => boolean): Promise<Page<Asset>>;
}

/** The facts of the life of assets. They are only added. */
export interface AssetFactRepository {
  /** Adds a fact. */
  add(fact: AssetFact): Write;
  /** All facts of an asset, in the order in which they were recorded. */
  of(asset: string): Promise<readonly AssetFact[]>;
}

/** The values of fields that assets have. */
export interface ListedValueRepository {
  /** The values of a field in order, each with the number of assets that have it. */
  page(field: ListedField, request: PageRequest): Promise<Page<ValueCount>>;
  /** The ids of the first assets that have a value, in their order. `after`: the id after which the page begins. */
  holders(field: ListedField, value: string, request: PageRequest): Promise<readonly string[]>;
  /** Takes an asset that does not have a value off its holders. It must be committed with `unchanged` of that asset. */
  removeHolder(value: ListedValue, id: string): readonly Write[];
}
