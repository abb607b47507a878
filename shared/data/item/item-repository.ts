import type { Asset } from '../../domain/asset/asset.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { missing } from '../../domain/errors.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import { assetWords, configurationItemWords, hasWords } from '../../domain/item/search-words.ts';
import { assetRow } from '../asset/asset-rows.ts';
import { configurationItemRow } from '../configuration-item/configuration-item-rows.ts';
import { key, last } from '../define-row.ts';
import { readPage } from '../posting/read-page.ts';
import { firstPosition, type PostedWord, wordItem, wordRange } from '../posting/word-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';

/** An item with its facets; undefined if it has none. */
const itemOf = (id: string, [asset]: readonly Asset[], [ci]: readonly ConfigurationItem[]): Item | undefined =>
  asset || ci ? { id, ...(asset ? { asset } : {}), ...(ci ? { ci } : {}) } : undefined;

/** The search words of an item, each with its facet. */
const wordsOf = ({ asset, ci }: Item): readonly PostedWord[] => [
  ...(asset ? assetWords(asset).map((word) => ({ facet: 'asset' as const, word })) : []),
  ...(ci ? configurationItemWords(ci).map((word) => ({ facet: 'ci' as const, word })) : []),
];

export const itemRepository = (records: Records): ItemRepository => {
  const repository: ItemRepository = {
    find: async (id) => {
      const rows = await records.query({ partition: key('ITEM', id), from: '#', to: `#${last}` });
      const [assets, cis] = [rows.filter(assetRow.is), rows.filter(configurationItemRow.is)];
      return itemOf(
        id,
        assets.map((row) => readRow(records, assetRow, row)),
        cis.map((row) => readRow(records, configurationItemRow, row)),
      );
    },
    get: async (id) => {
      const item = await repository.find(id);
      if (!item) throw missing('item', id);
      return item;
    },
    findMany: async (ids, unreadable) => {
      const distinct = [...new Set(ids)];
      const keys = distinct.flatMap((id) => [assetRow.key({ id }), configurationItemRow.key({ id })]);
      const rows = Map.groupBy(await records.readMany(keys), ({ pk }) => pk);
      return distinct.flatMap((id) => {
        const facets = rows.get(key('ITEM', id)) ?? [];
        const assets = readRows(records, assetRow, facets.filter(assetRow.is));
        const cis = readRows(records, configurationItemRow, facets.filter(configurationItemRow.is));
        if (assets.length + cis.length === facets.length) return itemOf(id, assets, cis) ?? [];
        unreadable?.(id);
        return [];
      });
    },
    search: ([token, ...others], request) =>
      readPage(records, request, {
        lists: [wordRange(token)],
        rowsEach: 2,
        judge: async (rows) => {
          const found = new Map((await repository.findMany(rows.map(wordItem))).map((item) => [item.id, item]));
          return rows.map((row) => {
            const item = found.get(wordItem(row));
            const words = item ? wordsOf(item) : [];
            const matches = hasWords(
              words.map(({ word }) => word),
              [token, ...others],
            );
            // An item with several words that begin with the token has several rows. Only the first row returns it, to avoid duplicates.
            return matches && firstPosition(wordItem(row), words, token) === row.sk ? item : undefined;
          });
        },
      }),
  };
  return repository;
};
