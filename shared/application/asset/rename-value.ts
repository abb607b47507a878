import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { type ListedField, listedValuesOf } from '../../domain/asset/listed-values.ts';
import { todayOf } from '../../domain/clock.ts';
import { isDomainError } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { heldSince } from '../../domain/report/valued-asset.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { takenByAsset } from '../item/taken-item-value.ts';
import type { AssetContext } from './asset-context.ts';
import { bookChecks, booksOfAsset, transferWrites } from './book-writes.ts';

/** How many assets one request renames. The next request goes on. */
const atMost = 200;
const atOnce = 8;

/** A value and its new name. `after`: the last asset that an earlier request has tried. */
interface Renaming {
  readonly from: string;
  readonly to: string;
  readonly after?: string | undefined;
}

/** An asset that keeps the old value, and the code of the error. */
interface Refusal {
  readonly item: string;
  readonly code: string;
}

/** What one request has done. `after`: the last asset that was tried, if there are more. */
interface RenamingStep {
  readonly renamed: number;
  readonly refused: readonly Refusal[];
  readonly more: boolean;
  readonly after?: string | undefined;
}

/** Whether an asset has a value that lists show. */
const has = (asset: Asset | undefined, field: ListedField, value: string): asset is Asset =>
  asset !== undefined && listedValuesOf(asset).some((listed) => listed.field === field && listed.value === value);

/**
 * What a rename means for the reports: a transfer of the day from which on the asset has the value. So it has the new name in all periods that
 * are open, and closed periods keep the old one (A8). Reports have the vendor of today in all periods, so another vendor is no transfer.
 */
const renameWrites = async (
  context: AssetContext,
  field: ListedField,
  { before, next, caller }: { readonly before: Asset; readonly next: Asset; readonly caller: Caller },
): Promise<readonly Write[]> => {
  if (field === 'vendor' || before.books === undefined) return [];
  const [facts, books] = await Promise.all([context.assetFacts.of(before.id), booksOfAsset(context, before)]);
  const date = heldSince(facts, field) ?? todayOf(context);
  const note = `Renamed from ${before[field]}`;
  return [...transferWrites(context, caller, { before, next, date, note }), ...bookChecks(context, books, date)];
};

/**
 * Renames a value of a field in the assets that have it, each in a transaction of its own. It goes on where an earlier request stopped. An
 * asset that is listed with the value and does not have it is taken off the list, so that the last step is always reached. An asset that must
 * keep the value, because the other vendor has an asset with the same serial number, is answered and does not stop the others (A9).
 */
export const renameValue =
  (context: AssetContext) =>
  async (field: ListedField, { from, to, after }: Renaming, caller: Caller): Promise<RenamingStep> => {
    const { assets, listedValues, store } = context;
    if (from === to) return { renamed: 0, refused: [], more: false };
    const ids = await listedValues.holders(field, from, { limit: atMost + 1, after });
    const renameIn = async (id: string): Promise<boolean> => {
      const asset = await assets.find(id);
      if (!has(asset, field, from)) {
        await store.commit([assets.unchanged(id, asset), ...listedValues.removeHolder({ field, value: from }, id)]);
        return false;
      }
      const next: Asset = { ...asset, ...nextFacet(context, asset), [field]: to };
      const booked = await renameWrites(context, field, { before: asset, next, caller });
      const fact = itemFact(context)('AssetChanged', id, caller, { fields: [field] });
      await commitUnique(store, 'asset', [...assets.save(next, originOf(caller), asset), ...booked, fact], takenByAsset(context, next));
      return true;
    };
    const outcomeOf = async (item: string): Promise<boolean | Refusal> => {
      try {
        return await onFreshRows(() => renameIn(item));
      } catch (error) {
        if (isDomainError(error) && error.kind === 'conflict') return { item, code: error.code };
        throw error;
      }
    };
    const tried = ids.slice(0, atMost);
    const outcomes = await inParallel(tried, atOnce, outcomeOf);
    const more = ids.length > atMost;
    return {
      renamed: outcomes.filter((outcome) => outcome === true).length,
      refused: outcomes.filter((outcome) => typeof outcome === 'object'),
      more,
      ...(more ? { after: tried.at(-1) } : {}),
    };
  };
