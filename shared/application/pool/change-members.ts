import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { assertNotVoided } from '../../domain/asset/asset-transitions.ts';
import { isHeld } from '../../domain/asset/lifecycle-table.ts';
import { conflict, missing } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import { isServing, type Pool, poolsOfAsset } from '../../domain/pool/pool.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { AssetContext } from '../asset/asset-context.ts';
import { assetItem } from '../asset/change-asset.ts';
import { allowingChange } from '../control/allowing-change.ts';
import { nextFacet } from '../item/item-context.ts';
import { poolMoveWrites } from './pool-writes.ts';

const poolsOf = ({ pools = [] }: Asset): readonly string[] => pools;

/** @throws DomainError conflict if the asset cannot be a member */
const assertJoins = (asset: Asset): void => {
  assertNotVoided(asset);
  if (!isHeld(asset)) throw conflict('pool/member-disposed', `asset ${asset.id} is ${asset.status} and cannot be a member of a pool`);
  if (poolsOf(asset).length >= poolsOfAsset)
    throw conflict(
      'pool/too-many-pools',
      `asset ${asset.id} is a member of ${poolsOfAsset} pools, which is the most; remove it from one first`,
    );
};

/**
 * Adds an asset to a pool. A member is added once.
 * @throws DomainError missing `pool/not-found`, `item/not-found`, `asset/not-found`; conflict `asset/voided`, `pool/member-disposed`,
 * `pool/too-many-pools`
 */
export const addMember =
  (context: AssetContext) =>
  (id: string, reference: string, caller: Caller): Promise<Pool> =>
    onFreshRows(async () => {
      const { assets, pools, store } = context;
      const pool = await pools.get(id);
      const { asset } = await assetItem(context, reference);
      if (poolsOf(asset).includes(id)) return pool;
      assertJoins(asset);
      const next: Asset = { ...asset, ...nextFacet(context, asset), pools: [...poolsOf(asset), id] };
      const move = { size: 1, working: Number(isServing(asset)) };
      await store.commit([
        ...assets.save(next, originOf(caller), asset),
        ...poolMoveWrites(context, pool, move, { caller, mayFall: true }),
      ]);
      return pools.get(id);
    });

/**
 * Removes an asset from a pool (A6). `change`: the approved change under which the pool may fall below its minimum.
 * @throws DomainError missing `pool/not-found`, `pool/member-not-found`; conflict `pool/change-required`, `change/not-covering`
 */
export const removeMember =
  (context: AssetContext) =>
  (id: string, reference: string, { caller, change }: { readonly caller: Caller; readonly change?: string | undefined }): Promise<Pool> =>
    onFreshRows(async () => {
      const { assets, pools, store } = context;
      const pool = await pools.get(id);
      const { asset } = await assetItem(context, reference);
      if (!poolsOf(asset).includes(id)) throw missing('pool-member', reference);
      const allowing = change === undefined ? undefined : await allowingChange(context)(change, [asset.id, pool.service]);
      const next: Asset = { ...asset, ...nextFacet(context, asset), pools: poolsOf(asset).filter((other) => other !== id) };
      const move = { size: -1, working: -Number(isServing(asset)) };
      await store.commit([
        ...assets.save(next, originOf(caller, { change: allowing?.change }), asset),
        ...(allowing ? [allowing.unchanged] : []),
        ...poolMoveWrites(context, pool, move, { caller, mayFall: allowing !== undefined }),
      ]);
      return pools.get(id);
    });
