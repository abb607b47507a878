import type { Page, PageRequest, Write } from '../store.ts';
import type { Asset } from './asset.ts';

export interface AssetRepository {
  find(id: string): Promise<Asset | undefined>;
  /** The asset, its guards (T3) and the words that search finds it by (A9). */
  save(next: Asset, before?: Asset): readonly Write[];
  /** Only checks that an item's asset facet is still as it was read, or that the item still has none. */
  unchanged(id: string, asset: Asset | undefined): Write;
  /** Assets in the order made. */
  page(request: PageRequest, keep?: (asset: Asset) => boolean): Promise<Page<Asset>>;
}
