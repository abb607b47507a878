import type { Instant } from '../clock.ts';
import type { Alias, AliasKey } from '../configuration-item/alias.ts';
import type { Unique } from '../resource/define-resource.ts';
import type { Merge } from './merge.ts';

/** An item, and since when it has the asset tag or serial number by which it was found (W1). */
export interface TaggedItem {
  readonly item: string;
  readonly addedAt?: Instant | undefined;
}

/** An item that is referred to. `id`: the id by which others refer to it, which is that of its CI facet if it was merged (C1). */
export interface ReferredItem {
  readonly id: string;
  readonly merge?: Merge | undefined;
}

/** What is told of aliases that are not found. */
interface AliasReport {
  /** Called for an alias that exists but cannot be parsed. */
  readonly unreadable?: (alias: AliasKey) => void;
  /** Called for an alias that no CI has since a time. Such times are kept for 315 days (W1). */
  readonly removed?: (alias: AliasKey, at: Instant) => void;
}

/** What is told of an asset tag or serial number that is not found. */
interface TagReport {
  /** Called if the row exists but cannot be parsed. Without it, the call fails then. */
  readonly unreadable?: () => void;
  /** Called if no item has it since a time. Such times are kept for 315 days (W1). */
  readonly removed?: (at: Instant) => void;
}

/** Resolves references to items (I7). It returns ids and reads no facet, so that it needs no schema of a facet. */
export interface ItemReferences {
  /** The item with this id: the id by which others refer to it, and how it was merged. Undefined if there is none. */
  find(id: string): Promise<ReferredItem | undefined>;
  /** The aliases with these keys that CIs have, by strongly consistent reads of up to 100 rows. */
  aliases(keys: readonly AliasKey[], report?: AliasReport): Promise<readonly Alias[]>;
  /** The item that has this asset tag, or this serial number of a vendor (T3), and since when. */
  assetOf(unique: Unique, report?: TagReport): Promise<TaggedItem | undefined>;
}
