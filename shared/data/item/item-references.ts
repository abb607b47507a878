import type { ItemReferences } from '../../domain/item/item-references.ts';
import { Merge, referenceIn } from '../../domain/item/merge.ts';
import { aliasRow } from '../configuration-item/alias-rows.ts';
import { key, last } from '../define-row.ts';
import { guards } from '../guard-rows.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';

/**
 * Finds items by id, by alias rows and by the guard rows of asset tags. Of a facet it parses only how its item was merged, so an unreadable
 * facet does no harm here.
 */
export const itemReferences = (records: Records): ItemReferences => ({
  find: async (id) => {
    const [row] = await records.query({ partition: key('ITEM', id), from: '#', to: `#${last}`, limit: 1 });
    const merge = Merge().safeParse(row?.data.merge).data;
    return row && { id: referenceIn(id, merge), merge };
  },
  aliases: async (keys, { unreadable, removed } = {}) => {
    const rows = readRows(
      records,
      aliasRow,
      await records.readMany(keys.map(aliasRow.key)),
      (row) => void unreadable?.(aliasRow.aliasInKey(row)),
    );
    return rows.flatMap(({ item, addedAt, removedAt, ...alias }) => {
      if (removedAt !== undefined) removed?.(alias, removedAt);
      else if (item !== undefined && addedAt !== undefined) return [{ ...alias, item, addedAt }];
      else unreadable?.(alias);
      return [];
    });
  },
  assetOf: async (unique, { unreadable, removed } = {}) => {
    const guard = await guards(records, 'asset').find(unique, unreadable);
    if (guard?.removedAt !== undefined) removed?.(guard.removedAt);
    return guard?.owner === undefined ? undefined : { item: guard.owner, addedAt: guard.addedAt };
  },
});
