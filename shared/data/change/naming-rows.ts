import * as z from 'zod';
import type { ItemNaming } from '../../domain/change/item-naming.ts';
import { lazily } from '../../domain/lazily.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, hash, key } from '../define-row.ts';
import type { RowWrite } from '../records.ts';

const ItemNamingRow = lazily(() =>
  z.strictObject({
    item: Id(),
    change: Id(),
    changeVersion: z.int().min(1),
    at: StoredTime(),
    version: z.int().min(1),
    withdrawn: z.boolean().optional(),
  }),
);

/** ITEM#<id> | CHANGE#<change>   a change that names the item, or once did */
export const itemNamingRow = defineRow<ItemNaming, Pick<ItemNaming, 'item' | 'change'>>({
  type: 'ItemNaming',
  schema: ItemNamingRow,
  primary: ({ item, change }) => ({ pk: key('ITEM', item), sk: key('CHANGE', change) }),
});

/** ITEM#<id> | NAMED   the last change that was about to name the item; a deletion checks that it is as it was read */
export const lastNamingRow = defineRow<ItemNaming, Pick<ItemNaming, 'item'>>({
  type: 'LastNaming',
  schema: ItemNamingRow,
  primary: ({ item }) => ({ pk: key('ITEM', item), sk: 'NAMED' }),
});

/** What the namings of one change have in common. */
type Naming = Omit<ItemNaming, 'item' | 'version' | 'withdrawn'>;

/**
 * The rows that say that a change is about to name items. They are written before the change. The version of the second row is a hash, so
 * that no earlier version has to be read.
 */
export const namingWrites = (naming: Naming, items: readonly string[]): readonly RowWrite[] =>
  items.flatMap((item) => [
    itemNamingRow.save({ ...naming, item, version: 1 }),
    lastNamingRow.save({ ...naming, item, version: hash(key(naming.change, naming.changeVersion, naming.at)) + 1 }),
  ]);

/** The rows that say that a new change will not name these items after all. They leave the second row alone, which is another change's by now. */
export const withdrawnNamings = (naming: Naming, items: readonly string[]): readonly RowWrite[] =>
  items.map((item) => itemNamingRow.save({ ...naming, item, version: 1, withdrawn: true }));
