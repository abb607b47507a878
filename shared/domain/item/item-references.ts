import type { Alias, AliasKey } from '../configuration-item/alias.ts';
import type { Unique } from '../resource/define-resource.ts';

/** The port of what names an item (I7): it answers ids and reads no facet, so that it needs no facet's schema. */
export interface ItemReferences {
  /** Whether there is an item with this id. */
  has(id: string): Promise<boolean>;
  /** Who has these aliases, consistently; a hundred a request. `unreadable` is called for an alias that is there and cannot be read. */
  aliases(keys: readonly AliasKey[], unreadable?: (alias: AliasKey) => void): Promise<readonly Alias[]>;
  /** The id of the item that has an asset tag, or a vendor's serial number (T3). */
  assetOf(unique: Unique): Promise<string | undefined>;
}
