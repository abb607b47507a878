import type { Asset } from '../asset/asset.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import type { Page, PageRequest } from '../store.ts';

/** An item (C1): one id, and its facets, each with its own version. */
export interface Item {
  readonly id: string;
  readonly asset?: Asset;
  readonly ci?: ConfigurationItem;
}

export interface ItemRepository {
  /** The item with both facets, by one query that does not read the other rows of its partition (T1). */
  find(id: string): Promise<Item | undefined>;
  /** @throws DomainError missing `item/not-found` */
  get(id: string): Promise<Item>;
  /**
   * The items with these ids that exist, by requests of up to 100 rows. `unreadable` is called for an item that exists but cannot be
   * parsed.
   */
  findMany(ids: readonly string[], unreadable?: (id: string) => void): Promise<readonly Item[]>;
  /**
   * Items that have, for each of these tokens, a word that begins with it (A9). Each item is listed once. The order is that of the words
   * that match the first token.
   */
  search(tokens: readonly [string, ...string[]], request: PageRequest): Promise<Page<Item>>;
}
