import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { type ListedField, listedValuesOf } from '../../domain/asset/listed-values.ts';
import { originOf } from '../../domain/history/origin.ts';
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

/** Whether an asset has a value that lists show. */
const has = (asset: Asset | undefined, field: ListedField, value: string): asset is Asset =>
  asset !== undefined && listedValuesOf(asset).some((listed) => listed.field === field && listed.value === value);

/**
 * Renames a value of a field in the assets that have it, each in a transaction of its own. It goes on where an earlier request stopped. An
 * asset that is listed with the value and does not have it is taken off the list, so that the last step is always reached.
 * @returns how many were renamed, and whether others remain
 * @throws DomainError conflict `asset/serial-number-taken` if the other vendor has an asset with the same serial number
 */
export const renameValue =
  (context: AssetContext) =>
  async (field: ListedField, { from, to }: Renaming, caller: Caller): Promise<{ readonly renamed: number; readonly more: boolean }> => {
    const { assets, listedValues, store } = context;
    if (from === to) return { renamed: 0, more: false };
    const ids = await listedValues.holders(field, from, atMost + 1);
    const renameIn = async (id: string): Promise<number> => {
      const asset = await assets.find(id);
      if (!has(asset, field, from)) {
        await store.commit([assets.unchanged(id, asset), ...listedValues.removeHolder({ field, value: from }, id)]);
        return 0;
      }
      const next: Asset = { ...asset, ...nextFacet(context, asset), [field]: to };
      const fact = itemFact(context)('AssetChanged', id, caller, { fields: [field] });
      await commitUnique(store, 'asset', [...assets.save(next, originOf(caller), asset), fact], takenByAsset(context, next));
      return 1;
    };
    const renamed = await inParallel(ids.slice(0, atMost), atOnce, (id) => onFreshRows(() => renameIn(id)));
    return { renamed: renamed.reduce<number>((sum, one) => sum + one, 0), more: ids.length > atMost };
  };
