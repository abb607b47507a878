import type { Asset } from '../../domain/asset/asset.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { missing } from '../../domain/errors.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import { byEachId, idsOfItem, itemIdOf } from '../../domain/item/merge.ts';
import { assetWords, configurationItemWords, hasWords } from '../../domain/item/search-words.ts';
import { assetRow } from '../asset/asset-rows.ts';
import { configurationItemRow } from '../configuration-item/configuration-item-rows.ts';
import { key, last } from '../define-row.ts';
import { readPage } from '../posting/read-page.ts';
import { firstPosition, type PostedWord, wordItem, wordRange } from '../posting/word-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records, Row } from '../records.ts';
import { followMerges, mergedFacetRow } from './merged-facet-rows.ts';

const one = <Entity>(entities: readonly Entity[]): Entity | undefined => entities[0];

/** An item with its facets; undefined if it has none. */
const itemOf = (asset: Asset | undefined, ci: ConfigurationItem | undefined): Item | undefined => {
  const facet = asset ?? ci;
  return facet && { id: itemIdOf(facet), ...(asset ? { asset } : {}), ...(ci ? { ci } : {}) };
};

/** The search words of an item, each with its facet and the id of that. */
const wordsOf = ({ asset, ci }: Item): readonly PostedWord[] => [
  ...(asset ? assetWords(asset).map((word) => ({ item: asset.id, facet: 'asset' as const, word })) : []),
  ...(ci ? configurationItemWords(ci).map((word) => ({ item: ci.id, facet: 'ci' as const, word })) : []),
];

/** Whether a row describes an item itself: it has a facet, or says where one is. */
const isFacet = (row: Row): boolean => [assetRow, configurationItemRow, mergedFacetRow].some(({ is }) => is(row));

export const itemRepository = (records: Records): ItemRepository => {
  const repository: ItemRepository = {
    find: async (id) => {
      const facets = await followMerges(
        records,
        (await records.query({ partition: key('ITEM', id), from: '#', to: `#${last}` })).filter(isFacet),
      );
      const rows = facets.map(({ row }) => row);
      const [asset, ci] = [one(rows.filter(assetRow.is)), one(rows.filter(configurationItemRow.is))];
      return itemOf(asset && readRow(records, assetRow, asset), ci && readRow(records, configurationItemRow, ci));
    },
    get: async (id) => {
      const item = await repository.find(id);
      if (!item) throw missing('item', id);
      return item;
    },
    findMany: async (ids, unreadable) => {
      const distinct = [...new Set(ids)];
      const keys = distinct.flatMap((id) => [assetRow.key({ id }), configurationItemRow.key({ id })]);
      const rows = Map.groupBy(await followMerges(records, await records.readMany(keys)), ({ asked }) => asked);
      const found = distinct.flatMap((id) => {
        const facets = (rows.get(id) ?? []).map(({ row }) => row);
        const assets = readRows(records, assetRow, facets.filter(assetRow.is));
        const cis = readRows(records, configurationItemRow, facets.filter(configurationItemRow.is));
        if (assets.length + cis.length === facets.length) return itemOf(one(assets), one(cis)) ?? [];
        unreadable?.(id);
        return [];
      });
      return [...new Map(found.map((item) => [item.id, item])).values()];
    },
    link: (merge) => [
      mergedFacetRow.save({ id: merge.ci, facet: 'asset', merge, version: 1 }),
      mergedFacetRow.save({ id: merge.asset, facet: 'ci', merge, version: 1 }),
    ],
    search: ([token, ...others], request) =>
      readPage(records, request, {
        lists: [wordRange(token)],
        rowsEach: 2,
        judge: async (rows) => {
          const found = byEachId(await repository.findMany(rows.map(wordItem)), idsOfItem);
          return rows.map((row) => {
            const item = found.get(wordItem(row));
            const words = item ? wordsOf(item) : [];
            const matches = hasWords(
              words.map(({ word }) => word),
              [token, ...others],
            );
            // An item with several words that begin with the token has several rows. Only the first row returns it, to avoid duplicates.
            return matches && firstPosition(words, token) === row.sk ? item : undefined;
          });
        },
      }),
  };
  return repository;
};
