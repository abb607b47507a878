import type { Asset } from '../asset/asset.ts';
import type { Alias, ConfigurationItem, RelationType } from '../configuration-item/configuration-item.ts';
import type { Page, PageRequest, Write } from '../store.ts';

/** One thing with one id (C1): its facets, each with its own version. */
export interface Item {
  readonly id: string;
  readonly asset?: Asset;
  readonly ci?: ConfigurationItem;
}

/** One end of a relation, as the other end keeps it (T7). */
export interface Edge {
  readonly type: RelationType;
  readonly item: string;
}

/** `out`: what the item depends on, runs on …; `in`: what names it as target. */
export type EdgeDirection = 'in' | 'out';

/** A packed row of edges (T7), to be saved as a whole. */
export interface EdgeShard {
  readonly item: string;
  readonly direction: EdgeDirection;
  readonly shard: number;
  readonly version: number;
  readonly edges: readonly Edge[];
}

export interface AliasKey {
  readonly scheme: string;
  readonly value: string;
}

export interface ItemRepository {
  /** The card: both facets, in one query, never the partition (T1). */
  find(id: string): Promise<Item | undefined>;
  /** @throws DomainError missing `item/not-found` */
  get(id: string): Promise<Item>;
  /** Those of the ids that are there; a hundred keys a request. `unreadable` is told of an item that is there and cannot be read. */
  findMany(ids: readonly string[], unreadable?: (id: string) => void): Promise<readonly Item[]>;
  /** Who has these aliases, consistently; a hundred a request. `unreadable` is told of an alias that is there and cannot be read. */
  aliases(keys: readonly AliasKey[], unreadable?: (alias: AliasKey) => void): Promise<readonly Alias[]>;
  /**
   * Edges of many items, consistently, a hundred rows a request (T7). Items that never had an edge are left out; a row whose edges are
   * all gone stays, so that its version goes on.
   */
  edges(ids: readonly string[], direction: EdgeDirection): Promise<readonly EdgeShard[]>;
  saveAsset(next: Asset, before?: Asset): readonly Write[];
  saveCi(next: ConfigurationItem, before?: ConfigurationItem): readonly Write[];
  removeCi(ci: ConfigurationItem): readonly Write[];
  saveEdges(shard: EdgeShard): Write;
  /** Removes a row of edges if it is still as it was read; without one, only checks that there still is none. */
  removeEdges(end: Pick<EdgeShard, 'item' | 'direction'>, shard?: EdgeShard): Write;
  /** Only checks that a facet is still as it was read, or still is not there. */
  unchanged(item: Item, facet: 'asset' | 'ci'): Write;
  /** The item that has an asset tag, or a vendor's serial number (T3). */
  assetOf(unique: AliasKey): Promise<string | undefined>;
  pageAssets(request: PageRequest, keep?: (asset: Asset) => boolean): Promise<Page<Asset>>;
  pageCis(request: PageRequest & { readonly class?: string }, keep?: (ci: ConfigurationItem) => boolean): Promise<Page<ConfigurationItem>>;
}
