import type { Caller } from '../../domain/access.ts';
import { originOf } from '../../domain/history/origin.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { type Pool, type PoolDraft, Pools } from '../../domain/pool/pool.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { AssetContext } from '../asset/asset-context.ts';
import { assetItem } from '../asset/change-asset.ts';
import { nextFacet } from '../item/item-context.ts';
import { resolveChanged } from '../item/resolve-changed.ts';
import { resolveEitherId, resolveItem } from '../item/resolve-item.ts';
import { manageResource } from '../resource/manage-resource.ts';
import { addMember } from './change-members.ts';

/** Replaces the reference to the service by its id. @throws DomainError invalid `item/unknown` */
export const settlePool =
  (context: AssetContext) =>
  async <Fields extends { readonly service?: string | undefined }>(fields: Fields, before?: Pool): Promise<Fields> => {
    const service = await resolveChanged(resolveItem(context), fields.service, before?.service, '/service');
    return service === undefined ? fields : { ...fields, service };
  };

/**
 * Creates a pool and adds its members, each in a transaction of its own.
 * @throws DomainError invalid `item/unknown`; missing `asset/not-found`; conflict `pool/name-taken`, and those of `addMember`
 */
export const createPool =
  (context: AssetContext) =>
  async ({ members, ...draft }: PoolDraft, caller: Caller): Promise<Pool> => {
    const fields = await settlePool(context)(draft);
    const assets = await inParallel(members, 8, async (reference, place) => {
      const id = await resolveEitherId(context)(reference, `/members/${place}`);
      return (await assetItem(context, id)).id;
    });
    const manage = manageResource<Pool>({ ...context, definition: Pools, repository: context.pools });
    const { id } = await manage.create({ ...fields, size: 0, working: 0 }, caller);
    // One after the other: each changes the number of members of the same row.
    for (const asset of new Set(assets)) await addMember(context)(id, asset, caller);
    return context.pools.get(id);
  };

/** How many members a page of a deletion has. */
const page = 50;

/** Removes the pool from its members, so that it can be deleted. It goes on where an interrupted deletion stopped. */
export const clearPool =
  (context: AssetContext) =>
  async (id: string, caller: Caller): Promise<void> => {
    const { assets, store } = context;
    for (;;) {
      const { items, nextCursor } = await assets.page({ limit: page }, [{ field: 'pool', value: id }]);
      await inParallel(items, 8, ({ id: member }) =>
        onFreshRows(async () => {
          const { asset } = await assetItem(context, member);
          if (!asset.pools?.includes(id)) return;
          const next = { ...asset, ...nextFacet(context, asset), pools: asset.pools.filter((other) => other !== id) };
          await store.commit([...assets.save(next, originOf(caller), asset)]);
        }),
      );
      if (nextCursor === undefined) return;
    }
  };
