import type { ItemReferences } from '../../domain/item/item-references.ts';
import { aliasRow } from '../configuration-item/alias-rows.ts';
import { key, last } from '../define-row.ts';
import { guards } from '../guard-rows.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';

/** Finds items by id, by alias rows and by the guard rows of asset tags. It parses no facet, so an unreadable facet does no harm here. */
export const itemReferences = (records: Records): ItemReferences => ({
  has: async (id) => (await records.query({ partition: key('ITEM', id), from: '#', to: `#${last}`, limit: 1 })).length > 0,
  aliases: async (keys, unreadable) =>
    readRows(records, aliasRow, await records.readMany(keys.map(aliasRow.key)), (row) => void unreadable?.(aliasRow.aliasInKey(row))),
  assetOf: async (unique, unreadable) => {
    const guard = await guards(records, 'asset').find(unique, unreadable);
    return guard && { item: guard.owner, addedAt: guard.addedAt };
  },
});
