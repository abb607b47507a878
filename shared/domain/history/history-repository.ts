import type { Instant } from '../clock.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import type { ChainHead, HistoryFacet, ItemVersion } from './item-version.ts';

/** A row of a history as it lies in the table: what its key says, and what it contains. Undefined if its content cannot be read. */
export interface StoredVersion {
  readonly at: string;
  readonly facet: string;
  readonly version: number;
  readonly content: ItemVersion | undefined;
}

/** The end of a chain whose facet has no row: relations, and a facet that was deleted. */
export interface LooseHead {
  readonly item: string;
  readonly facet: HistoryFacet;
  readonly version: number;
  readonly head: ChainHead;
}

/** The histories of items (C6). Versions are only added. They outlive their items. */
export interface HistoryRepository {
  /** A page of the versions of an item, in the order of time. A merged item has versions under two ids (C1). */
  page(ids: readonly string[], request: PageRequest): Promise<Page<ItemVersion>>;
  /** All versions of an item up to a time, or all of them, in the order of time. @throws RowUnreadable */
  versions(item: string, until?: Instant): Promise<readonly ItemVersion[]>;
  /** All rows of the history of an item, in the order of their keys, also those that cannot be read. */
  rows(item: string): Promise<readonly StoredVersion[]>;
  /** The newest version of each part of an item that changed on a day in UTC. @throws RowUnreadable */
  newestOfDay(date: string): Promise<readonly ItemVersion[]>;
  /** Whether an item has or had a history. */
  has(item: string): Promise<boolean>;
  add(version: ItemVersion): Write;
  looseHead(item: string, facet: HistoryFacet): Promise<LooseHead | undefined>;
  saveLooseHead(head: LooseHead): Write;
  /** Notes that a source had a relation to an item, so that its past dependants are found. */
  saveFormerDependant(item: string, source: string): Write;
  /** The items that had a relation to an item and lost it, at most `limit` of them. */
  formerDependants(item: string, limit: number): Promise<readonly string[]>;
}
