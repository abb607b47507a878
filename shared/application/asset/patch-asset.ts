import type { Caller } from '../../domain/access.ts';
import { type Asset, AssetEdit } from '../../domain/asset/asset.ts';
import { assertNotVoided } from '../../domain/asset/asset-transitions.ts';
import { todayOf } from '../../domain/clock.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import { originOf } from '../../domain/history/origin.ts';
import { changedPart, hasSameContent } from '../../domain/resource/same-value.ts';
import { onFreshRows } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { takenByAsset } from '../item/taken-item-value.ts';
import { nameReferences } from '../naming/name-references.ts';
import { reminderWrites } from '../reminder/reminder-writes.ts';
import { patched } from '../resource/manage-resource.ts';
import type { AssetContext } from './asset-context.ts';
import { basisWrites, transferWrites } from './book-writes.ts';
import { partConditions } from './part-of.ts';
import { readAsset } from './read-asset.ts';
import { settleAsset } from './settle-asset.ts';
import { settleBooks } from './settle-books.ts';

/**
 * Applies a merge patch to an asset facet.
 * @throws DomainError invalid `item/refers-to-itself`, `asset/too-deep`; those of `settleAsset` and `settleBooks`
 */
export const patchAsset =
  (context: AssetContext) =>
  (reference: string, patch: object, ifMatch: ExpectedVersion, caller: Caller): Promise<Asset> =>
    onFreshRows(async () => {
      const { assets, store } = context;
      const asset = await readAsset(context)(reference);
      assertVersion(asset, ifMatch, caller);
      assertNotVoided(asset);
      const { id } = asset;
      const settled = await settleAsset(context)(patched<Asset>({ draft: AssetEdit }, asset, patch), asset);
      const fields = await settleBooks(context)(settled, asset);
      const next: Asset = { ...nextFacet(context, asset), ...fields };
      if (hasSameContent(next, asset)) return asset;
      const parts = await partConditions(context)(next, asset);
      await nameReferences(context)('asset', next, asset);
      await commitUnique(
        store,
        'asset',
        [
          ...assets.save(next, originOf(caller), asset),
          ...(await basisWrites(context, caller)(next, asset)),
          ...parts,
          ...transferWrites(context, caller, { before: asset, next, date: todayOf(context) }),
          itemFact(context)('AssetChanged', asset.id, caller, { fields: Object.keys(changedPart(asset, patch)) }),
          ...(await reminderWrites(context)(
            { kind: 'warranty', of: id, item: id },
            { before: asset.warrantyEnd, after: next.warrantyEnd },
          )),
        ],
        takenByAsset(context, next),
      );
      return next;
    });
