import type { Caller } from '../../domain/access.ts';
import type { Asset, AssetDraft } from '../../domain/asset/asset.ts';
import { uniquesOf } from '../../domain/asset/asset-uniques.ts';
import { DomainError } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import { facetIdOf, mergeFieldOf } from '../../domain/item/merge.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { commitUnique, takenError } from '../../domain/unique.ts';
import { assertAssetAllowed } from '../class/find-class.ts';
import { itemFact, newFacet } from '../item/item-context.ts';
import { itemInPath } from '../item/item-in-path.ts';
import { takenByAsset } from '../item/taken-item-value.ts';
import { nameReferences, storeNaming } from '../naming/name-references.ts';
import { reminderWrites } from '../reminder/reminder-writes.ts';
import type { AssetContext } from './asset-context.ts';
import { basisWrites } from './book-writes.ts';
import { partConditions } from './part-of.ts';
import { settleAsset } from './settle-asset.ts';
import { settleBooks } from './settle-books.ts';

/** @throws DomainError conflict `asset/<scheme>-taken`, as the write would if it were not a dry run (I4) */
const assertFree = async (context: AssetContext, asset: Asset): Promise<void> => {
  const taken = takenByAsset(context, asset);
  for (const { scheme, value } of uniquesOf(asset)) {
    const found = await taken(scheme, value);
    if (found.holder) throw takenError('asset', scheme, value, found);
  }
};

/** A new asset reminds people of the end of its warranty. */
const warrantyWrites = (context: AssetContext, { id, warrantyEnd }: Asset): Promise<readonly Write[]> =>
  reminderWrites(context)({ kind: 'warranty', of: id, item: id }, { after: warrantyEnd, isNew: true });

/** Creates an item with an asset facet. In a dry run it is only checked. @throws DomainError conflict `asset/asset-tag-taken`, `asset/serial-number-taken` */
export const registerAsset =
  (context: AssetContext) =>
  (draft: AssetDraft, caller: Caller, dryRun = false): Promise<Asset> =>
    // A book of the asset may be closed meanwhile.
    onFreshRows(async () => {
      const { assets, store, ids } = context;
      const fields = await settleBooks(context)(await settleAsset(context)(draft));
      const asset: Asset = { ...newFacet(context, ids.next()), ...fields };
      if (dryRun) {
        await assertFree(context, asset);
        return asset;
      }
      const booked = await basisWrites(context, caller)(asset);
      const writes = [
        ...assets.save(asset, originOf(caller)),
        ...booked,
        ...(await warrantyWrites(context, asset)),
        itemFact(context)('AssetRegistered', asset.id, caller),
      ];
      await storeNaming(context)('asset', asset, () => commitUnique(store, 'asset', writes, takenByAsset(context, asset)));
      return asset;
    });

/**
 * Adds an asset facet to an existing item. The item keeps its id and history (C1).
 * @throws DomainError stale `asset/exists`, conflict `asset/not-for-class`; invalid `item/refers-to-itself`, `asset/too-deep`
 */
export const giveAssetFacet =
  (context: AssetContext) =>
  (reference: string, draft: AssetDraft, caller: Caller): Promise<Asset> =>
    onFreshRows(async () => {
      const { assets, configurationItems, store } = context;
      const item = await itemInPath(context)(reference);
      if (item.asset) throw new DomainError('stale', 'asset/exists', `item ${item.id} already has an asset facet; change it with PATCH`);
      if (item.ci) await assertAssetAllowed(context)(item.ci.class);
      const fields = await settleBooks(context)(await settleAsset(context)(draft));
      const asset: Asset = { ...newFacet(context, facetIdOf(item, 'asset')), ...mergeFieldOf(item), ...fields };
      const parts = await partConditions(context)(asset);
      await nameReferences(context)('asset', asset);
      // The class of the CI decides whether an asset facet is allowed, so the CI must not have changed since it was read.
      await commitUnique(
        store,
        'asset',
        [
          ...assets.save(asset, originOf(caller)),
          ...(await basisWrites(context, caller)(asset)),
          ...parts,
          configurationItems.unchanged(facetIdOf(item, 'ci'), item.ci),
          itemFact(context)('AssetRegistered', asset.id, caller),
          ...(await warrantyWrites(context, asset)),
        ],
        takenByAsset(context, asset),
      );
      return asset;
    });
