import type { AssetFactRepository } from '../../domain/asset/asset-repository.ts';
import { key, last } from '../define-row.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { assetFactRow } from './asset-rows.ts';

export const assetFactRepository = (records: Records): AssetFactRepository => ({
  add: (fact) => assetFactRow.save(fact),
  // A value that left a fact out would be wrong, so a fact that cannot be read is an error.
  of: async (asset) => {
    const rows = await records.query({ partition: key('ITEM', asset), from: 'FACT#', to: `FACT#${last}` });
    return rows.map((row) => readRow(records, assetFactRow, row));
  },
});
