import type { Asset } from '../asset/asset.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import type { Page, PageRequest } from '../store.ts';

/** One thing with one id (C1): its facets, each with its own version. */
export interface Item {
  readonly id: string;
  readonly asset?: Asset;
  readonly ci?: ConfigurationItem;
}

export interface ItemRepository {
  /** The card: both facets, in one query, never the partition (T1). */
  find(id: string): Promise<Item | undefined>;
  /** @throws DomainError missing `item/not-found` */
  get(id: string): Promise<Item>;
  /** Those of the ids that are there; a hundred rows a request. `unreadable` is told of an item that is there and cannot be read. */
  findMany(ids: readonly string[], unreadable?: (id: string) => void): Promise<readonly Item[]>;
  /**
   * Items that have, for each of these tokens, a word that begins with it (A9): each item once, ordered by the word that the first
   * token found.
   */
  search(tokens: readonly [string, ...string[]], request: PageRequest): Promise<Page<Item>>;
}
