import type { Instant } from '../clock.ts';
import type { Alias, AliasKey } from '../configuration-item/alias.ts';
import type { Unique } from '../resource/define-resource.ts';

/** An item, and since when it has the asset tag or serial number by which it was found (W1). */
export interface TaggedItem {
  readonly item: string;
  readonly addedAt?: Instant | undefined;
}

/** Resolves references to items (I7). It returns ids and reads no facet, so that it needs no schema of a facet. */
export interface ItemReferences {
  /** Whether an item with this id exists. */
  has(id: string): Promise<boolean>;
  /**
   * The aliases with these keys that exist, by strongly consistent reads of up to 100 rows. `unreadable` is called for an alias that exists
   * but cannot be parsed.
   */
  aliases(keys: readonly AliasKey[], unreadable?: (alias: AliasKey) => void): Promise<readonly Alias[]>;
  /**
   * The item that has this asset tag, or this serial number of a vendor (T3), and since when. `unreadable` is called if the row that says so
   * exists but cannot be parsed; without it, the call fails then.
   */
  assetOf(unique: Unique, unreadable?: () => void): Promise<TaggedItem | undefined>;
}
