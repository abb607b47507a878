import type { Asset } from '../../domain/asset/asset.ts';
import type { AssetRepository } from '../../domain/asset/asset-repository.ts';
import { uniquesOf } from '../../domain/asset/asset-uniques.ts';
import { assetWords } from '../../domain/item/search-words.ts';
import { asRead } from '../as-read.ts';
import { shardsOf } from '../define-row.ts';
import { guards } from '../guard-rows.ts';
import { listRows } from '../list-rows.ts';
import { wordWrites } from '../posting/word-rows.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { assetRow } from './asset-rows.ts';

export const assetRepository = (records: Records): AssetRepository => {
  const unique = guards(records, 'asset');
  return {
    find: async (id) => {
      const row = await records.read(assetRow.key({ id }));
      return row && readRow(records, assetRow, row);
    },
    save: (next: Asset, before?: Asset) => {
      return [
        assetRow.save(next),
        ...unique.change(next.id, before ? uniquesOf(before) : [], uniquesOf(next), next.updatedAt),
        ...wordWrites({ item: next.id, facet: 'asset' }, before ? assetWords(before) : [], assetWords(next)),
      ];
    },
    unchanged: (id, asset) => asRead(assetRow, { id }, asset),
    page: (request, keep) =>
      listRows(records, assetRow, { ...request, index: 'inOrder', partitions: shardsOf('ASSET'), ...(keep ? { keep } : {}) }),
  };
};
