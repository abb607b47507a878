import type { Instant } from '../clock.ts';
import type { LooseHead } from '../history/history-repository.ts';
import type { Origin } from '../history/origin.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import type { Alias } from './alias.ts';
import type { ConfigurationItem } from './configuration-item.ts';
import type { ConfigurationItemPosting } from './configuration-item-postings.ts';

export interface ConfigurationItemRepository {
  /**
   * The CIs with these ids, each once, in the given order. Unknown ids are left out. A merged item is found by both of its ids, which
   * `idsOfFacet` of the CI lists. A request reads up to 100 rows. `unreadable` is called for a CI that exists but cannot be parsed.
   */
  findMany(ids: readonly string[], unreadable?: (id: string) => void): Promise<readonly ConfigurationItem[]>;
  /**
   * Writes the CI, its aliases (T3), its postings (T11), the words by which search finds it (A9), and the version in its history (C6).
   */
  save(next: ConfigurationItem, origin: Origin, before?: ConfigurationItem): readonly Write[];
  /**
   * Removes all rows that `save` writes, except its history, which says who deleted it. Of its aliases it is kept that they were removed
   * (W1). `loose`: the end of its chain after an earlier deletion, if there was one.
   */
  remove(ci: ConfigurationItem, origin: Origin, at: Instant, loose?: LooseHead): readonly Write[];
  /** Writes the alias that the CI has by its name. Another CI must not have it. */
  takeName(ci: ConfigurationItem): Write;
  /** Removes an alias that a CI has by its name. It is kept that it was removed (W1). */
  releaseName(alias: Alias, at: Instant): Write;
  /** Checks without writing that an item's CI facet has not changed since it was read, or that the item still has none. */
  unchanged(id: string, ci: ConfigurationItem | undefined): Write;
  /** The ids of all CIs that have all of these postings, of which there is at least one. It reads postings only, and no CI. */
  idsWith(filters: readonly ConfigurationItemPosting[]): Promise<readonly string[]>;
  /** CIs that have all of these postings, in the order of their creation (T11). Without postings, all CIs. */
  page(request: PageRequest, filters: readonly ConfigurationItemPosting[]): Promise<Page<ConfigurationItem>>;
}
