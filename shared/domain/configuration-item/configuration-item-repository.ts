import type { Page, PageRequest, Write } from '../store.ts';
import type { ConfigurationItem } from './configuration-item.ts';
import type { ConfigurationItemPosting } from './configuration-item-postings.ts';

export interface ConfigurationItemRepository {
  /**
   * The CIs with these ids, each once, in that order. Unknown ids are left out. A hundred rows a request. `unreadable` is called for a CI
   * that is there and cannot be read.
   */
  findMany(ids: readonly string[], unreadable?: (id: string) => void): Promise<readonly ConfigurationItem[]>;
  /** The CI, its aliases (T3), its postings (T11) and the words that search finds it by (A9). */
  save(next: ConfigurationItem, before?: ConfigurationItem): readonly Write[];
  /** Removes all that `save` wrote. */
  remove(ci: ConfigurationItem): readonly Write[];
  /** Only checks that an item's CI facet is still as it was read, or that the item still has none. */
  unchanged(id: string, ci: ConfigurationItem | undefined): Write;
  /** CIs that have all of these postings, in the order of their ids: the order made (T11). All CIs where none is given. */
  page(request: PageRequest, filters: readonly ConfigurationItemPosting[]): Promise<Page<ConfigurationItem>>;
}
