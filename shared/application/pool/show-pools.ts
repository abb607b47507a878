import type { AssetRepository } from '../../domain/asset/asset-repository.ts';
import { itemIdOf } from '../../domain/item/merge.ts';
import { isBelowMinimum, type Pool } from '../../domain/pool/pool.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

/** The most members that an answer lists. The list of assets of the pool has all of them. */
const shownMembers = 100;

interface ShowContext extends NamesContext {
  readonly assets: Pick<AssetRepository, 'page'>;
}

/** Pools as the API answers them: whether they are below their minimum, and the name of the service. */
export const showPools = (context: NamesContext) => async (pools: readonly Pool[]) => {
  const names = await namesOf(context)(
    referencesTo(
      'item',
      pools.map(({ service }) => service),
    ),
  );
  return pools.map((pool) => ({
    ...pool,
    service: names.item(pool.service),
    belowMinimum: isBelowMinimum(pool),
    serviceName: names.of(pool.service),
  }));
};

/** One pool, with the ids and names of its first members. */
export const showPool = (context: ShowContext) => async (pool: Pool) => {
  const { items } = await context.assets.page({ limit: shownMembers }, [{ field: 'pool', value: pool.id }]);
  const [shown] = await showPools(context)([pool]);
  return { ...shown, members: items.map(itemIdOf), memberNames: items.map((asset) => ({ asset: itemIdOf(asset), name: asset.name })) };
};
