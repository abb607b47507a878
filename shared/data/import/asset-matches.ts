import type { Asset } from '../../domain/asset/asset.ts';
import type { AssetMatches } from '../../domain/import/import-repository.ts';
import type { ItemRepository } from '../../domain/item/item-repository.ts';
import { searchTokens } from '../../domain/item/search-words.ts';
import { foldedForm } from '../../domain/text.ts';
import { assetRow } from '../asset/asset-rows.ts';
import { guardRow } from '../guard-rows.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';

/** As many pages of items with the words of a name are read. */
const pagesOfName = 5;

/** Words with a digit are rarer than others: `Laptop 118` is looked for by 118. */
const rareFirst = (name: string): readonly string[] =>
  searchTokens(name).toSorted((one, other) => Number(/\d/.test(other)) - Number(/\d/.test(one)));

export const assetMatches = (records: Records, items: Pick<ItemRepository, 'search'>): AssetMatches => {
  const byIds = async (ids: readonly string[]): Promise<readonly Asset[]> =>
    readRows(records, assetRow, await records.readMany(ids.map((id) => assetRow.key({ id }))));
  return {
    byIds,
    byUniques: async (uniques) => {
      const keys = uniques.map(({ scheme, value }) => guardRow.key({ scheme: `asset:${scheme}`, value }));
      const guards = readRows(records, guardRow, await records.readMany(keys));
      const owners = [...new Set(guards.flatMap(({ owner }) => owner ?? []))];
      const found = new Map((await byIds(owners)).map((asset) => [asset.id, asset]));
      return new Map(
        guards.flatMap(({ scheme, value, owner }) => {
          const asset = owner === undefined ? undefined : found.get(owner);
          return asset ? [[`${scheme.replace('asset:', '')} ${value}`, asset] as const] : [];
        }),
      );
    },
    byName: async (name) => {
      const [first, ...others] = rareFirst(name);
      if (first === undefined) return [];
      const found: Asset[] = [];
      let after: string | undefined;
      for (let page = 0; page < pagesOfName; page += 1) {
        const { items: some, nextCursor } = await items.search([first, ...others], { limit: 100, after });
        found.push(...some.flatMap(({ asset }) => (asset && foldedForm(asset.name) === foldedForm(name) ? [asset] : [])));
        if (nextCursor === undefined) return found;
        after = nextCursor;
      }
      return undefined;
    },
  };
};
