import type { Asset } from '../asset/asset.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import type { Merge } from './merge.ts';

/**
 * An item (C1): its id, and its facets, each with its own version. If it was merged, one of the facets has another id, under which its rows
 * are stored.
 */
export interface Item {
  readonly id: string;
  readonly asset?: Asset;
  readonly ci?: ConfigurationItem;
}

export interface ItemRepository {
  /**
   * The item with both facets, by one query that does not read the other rows of its partition (T1). A merged item is found by both of its
   * ids, with one more read.
   */
  find(id: string): Promise<Item | undefined>;
  /** @throws DomainError missing `item/not-found` */
  get(id: string): Promise<Item>;
  /**
   * The items with these ids that exist, each once, by requests of up to 100 rows. `idsOfItem` lists the ids of each. `unreadable` is called
   * for an item that exists but cannot be parsed.
   */
  findMany(ids: readonly string[], unreadable?: (id: string) => void): Promise<readonly Item[]>;
  /**
   * Items that have, for each of these tokens, a word that begins with it (A9). Each item is listed once. The order is that of the words
   * that match the first token.
   */
  search(tokens: readonly [string, ...string[]], request: PageRequest): Promise<Page<Item>>;
  /** Writes that both facets belong to one item. The facets themselves are saved with it. Neither item may have the other facet. */
  link(merge: Merge): readonly Write[];
}
