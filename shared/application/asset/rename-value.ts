import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import type { ListedField } from '../../domain/asset/listed-values.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { onFreshRows } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { takenByAsset } from '../item/taken-item-value.ts';
import type { AssetContext } from './asset-context.ts';

/** How many assets one request renames. The next request goes on. */
const atMost = 200;
const atOnce = 8;

interface Renaming {
  readonly from: string;
  readonly to: string;
}

/**
 * Renames a value of a field in the assets that have it, each in a transaction of its own. It goes on where an earlier request stopped.
 * @returns how many were renamed, and whether others remain
 * @throws DomainError conflict `asset/serial-number-taken` if the other vendor has an asset with the same serial number
 */
export const renameValue =
  (context: AssetContext) =>
  async (field: ListedField, { from, to }: Renaming, caller: Caller): Promise<{ readonly renamed: number; readonly more: boolean }> => {
    const { assets, listedValues, store } = context;
    if (from === to) return { renamed: 0, more: false };
    const ids = await listedValues.holders(field, from, atMost + 1);
    const renamed = await inParallel(ids.slice(0, atMost), atOnce, (id) =>
      onFreshRows(async () => {
        const asset = await assets.find(id);
        if (asset?.[field] !== from) return 0;
        const next: Asset = { ...asset, ...nextFacet(context, asset), [field]: to };
        const fact = itemFact(context)('AssetChanged', id, caller, { fields: [field] });
        await commitUnique(store, 'asset', [...assets.save(next, asset), fact], takenByAsset(context, next));
        return 1;
      }),
    );
    return { renamed: renamed.reduce<number>((sum, one) => sum + one, 0), more: ids.length > atMost };
  };
