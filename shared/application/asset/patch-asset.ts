import type { Caller } from '../../domain/access.ts';
import { type Asset, AssetDraft } from '../../domain/asset/asset.ts';
import { missing } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { type ItemContext, itemFact, nextFacet } from '../item/item-context.ts';
import { itemInPath } from '../item/resolve-item.ts';
import { assertVersion, patched } from '../resource/manage-resource.ts';
import { settleAsset } from './settle-asset.ts';

/** The asset facet of the item that a path names. @throws DomainError missing `asset/not-found` */
export const readAsset =
  (context: Pick<ItemContext, 'items'>) =>
  async (reference: string): Promise<Asset> => {
    const { asset } = await itemInPath(context)(reference);
    if (!asset) throw missing('asset', reference);
    return asset;
  };

/** Changes an asset facet by merge patch. */
export const patchAsset =
  (context: ItemContext) =>
  (reference: string, patch: object, ifMatch: number | 'any' | undefined, caller: Caller): Promise<Asset> =>
    onFreshRows(async () => {
      const { items, store } = context;
      const asset = await readAsset(context)(reference);
      assertVersion(asset, ifMatch, caller);
      const fields = await settleAsset(context)(patched<AssetDraft>({ draft: AssetDraft }, asset, patch), asset);
      const next: Asset = { ...nextFacet(context, asset), ...fields };
      await commitUnique(store, 'asset', [
        ...items.saveAsset(next, asset),
        itemFact(context)('AssetChanged', asset.id, caller, { fields: Object.keys(patch) }),
      ]);
      return next;
    });
