import type { Asset } from '../../domain/asset/asset.ts';
import { missing } from '../../domain/errors.ts';
import { type ItemInPathContext, itemInPath } from '../item/item-in-path.ts';

/** The asset facet of the item in a path. @throws DomainError missing `asset/not-found` */
export const readAsset =
  (context: ItemInPathContext) =>
  async (reference: string): Promise<Asset> => {
    const { asset } = await itemInPath(context)(reference);
    if (!asset) throw missing('asset', reference);
    return asset;
  };
