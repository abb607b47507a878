import type { Caller } from '../../domain/access.ts';
import type { Asset, AssetDraft } from '../../domain/asset/asset.ts';
import { mayHaveAsset } from '../../domain/configuration-item/configuration-item.ts';
import { conflict, DomainError } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { type ItemContext, itemFact, newFacet } from '../item/item-context.ts';
import { itemInPath } from '../item/resolve-item.ts';
import { settleAsset } from './settle-asset.ts';

/** A new item with an asset facet. @throws DomainError conflict `asset/asset-tag-taken`, `asset/serial-number-taken` */
export const registerAsset =
  (context: ItemContext) =>
  async (draft: AssetDraft, caller: Caller): Promise<Asset> => {
    const { items, store, ids } = context;
    const asset: Asset = { ...newFacet(context, ids.next()), ...(await settleAsset(context)(draft)) };
    await commitUnique(store, 'asset', [...items.saveAsset(asset), itemFact(context)('AssetRegistered', asset.id, caller)]);
    return asset;
  };

export const noAssetFor = (className: string): DomainError =>
  conflict('asset/not-for-class', `an item of class ${className} has no asset facet`);

/**
 * Gives a CI an asset facet: the item keeps its id and history (C1).
 * @throws DomainError stale `asset/exists`, conflict `asset/not-for-class`
 */
export const giveAssetFacet =
  (context: ItemContext) =>
  (reference: string, draft: AssetDraft, caller: Caller): Promise<Asset> =>
    onFreshRows(async () => {
      const { items, store } = context;
      const item = await itemInPath(context)(reference);
      if (item.asset) throw new DomainError('stale', 'asset/exists', `item ${item.id} has an asset facet already: PATCH it`);
      if (item.ci && !mayHaveAsset(item.ci.class)) throw noAssetFor(item.ci.class);
      const asset: Asset = { ...newFacet(context, item.id), ...(await settleAsset(context)(draft)) };
      // The CI's class is what allows the facet: it must still be the one that was judged.
      await commitUnique(store, 'asset', [
        ...items.saveAsset(asset),
        items.unchanged(item, 'ci'),
        itemFact(context)('AssetRegistered', item.id, caller),
      ]);
      return asset;
    });
