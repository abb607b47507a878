import type { Asset } from '../../domain/asset/asset.ts';
import { type AssetPosting, assetPostingsOf, hasAssetPostings } from '../../domain/asset/asset-postings.ts';
import type { AssetRepository } from '../../domain/asset/asset-repository.ts';
import { uniquesOf } from '../../domain/asset/asset-uniques.ts';
import { listedValuesOf } from '../../domain/asset/listed-values.ts';
import type { Origin } from '../../domain/history/origin.ts';
import { assetWords } from '../../domain/item/search-words.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { asRead } from '../as-read.ts';
import { shardsOf } from '../define-row.ts';
import { guards } from '../guard-rows.ts';
import { facetWrites } from '../history/facet-writes.ts';
import { followMerges } from '../item/merged-facet-rows.ts';
import { listRows } from '../list-rows.ts';
import { type PostingList, postedItem, postingPartitions, postingWrites } from '../posting/posting-rows.ts';
import { readPage } from '../posting/read-page.ts';
import { wordWrites } from '../posting/word-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { assetRow } from './asset-rows.ts';
import { listedValueWrites } from './listed-value-rows.ts';

const listOf = ({ field, value }: AssetPosting): PostingList => ({ noun: 'asset', field, value });
const listsOf = (asset: Asset | undefined): readonly PostingList[] => (asset ? assetPostingsOf(asset).map(listOf) : []);

export const assetRepository = (records: Records): AssetRepository => {
  const unique = guards(records, 'asset');

  const findMany = async (ids: readonly string[]): Promise<ReadonlyMap<string, Asset>> => {
    const rows = await records.readMany(ids.map((id) => assetRow.key({ id })));
    return new Map(readRows(records, assetRow, rows).map((asset) => [asset.id, asset]));
  };

  /** Finds assets by their postings. Each is read and compared again, because it may have changed after its postings were read. */
  const filtered = (request: PageRequest, filters: readonly AssetPosting[], keep: (asset: Asset) => boolean): Promise<Page<Asset>> =>
    readPage(records, request, {
      lists: filters.map(({ field, value, others = [] }) => ({
        partitions: [value, ...others].flatMap((each) => postingPartitions(listOf({ field, value: each }))),
      })),
      rowsEach: 1,
      judge: async (rows) => {
        const found = await findMany(rows.map(postedItem));
        return rows.map((row) => {
          const asset = found.get(postedItem(row));
          return asset && hasAssetPostings(asset, filters) && keep(asset) ? asset : undefined;
        });
      },
    });

  return {
    find: async (id) => {
      const row = await records.read(assetRow.key({ id }));
      const [found] = row ? await followMerges(records, [row]) : [];
      return found && readRow(records, assetRow, found.row);
    },
    save: (next: Asset, origin: Origin, before?: Asset) => [
      ...facetWrites(assetRow, { facet: 'asset', before, after: next, at: next.updatedAt }, origin),
      ...unique.change(next.id, before ? uniquesOf(before) : [], uniquesOf(next), next.updatedAt),
      ...postingWrites(next.id, listsOf(before), listsOf(next)),
      ...listedValueWrites(next.id, before ? listedValuesOf(before) : [], listedValuesOf(next)),
      ...wordWrites({ item: next.id, facet: 'asset' }, before ? assetWords(before) : [], assetWords(next)),
    ],
    unchanged: (id, asset) => asRead(assetRow, { id }, asset),
    page: (request, filters, keep = () => true) =>
      filters.length === 0
        ? listRows(records, assetRow, { ...request, index: 'inOrder', partitions: shardsOf('ASSET'), keep })
        : filtered(request, filters, keep),
  };
};
