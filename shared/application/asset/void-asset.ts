import type { Caller } from '../../domain/access.ts';
import { afterVoid } from '../../domain/asset/asset-transitions.ts';
import { todayOf } from '../../domain/clock.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { freeingWrites } from '../license/free-seats.ts';
import type { AssetContext } from './asset-context.ts';
import { acquiredOn } from './book-writes.ts';
import { changeAsset } from './change-asset.ts';
import { recorded } from './recorded.ts';

/** Declares the registration of an asset a mistake (A1). @throws DomainError conflict `asset/voided` */
export const voidAsset = (context: AssetContext) => (reference: string, reason: string, caller: Caller) =>
  changeAsset(context, caller, ({ id, asset }) => {
    const date = todayOf(context);
    return {
      // The acquisition is taken back from its own day on.
      date: acquiredOn(asset) ?? date,
      reason,
      next: afterVoid(asset, nextFacet(context, asset)),
      writes: [
        context.assetFacts.add({ ...recorded(context, id, caller), kind: 'status', from: asset.status, to: 'voided', date, reason }),
        itemFact(context)('AssetVoided', id, caller, { reason }),
        ...freeingWrites(context, asset),
      ],
    };
  })(reference);
