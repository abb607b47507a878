import type { Asset } from '../../domain/asset/asset.ts';
import { uniquesOf } from '../../domain/asset/asset-uniques.ts';
import type { Pool } from '../../domain/pool/pool.ts';
import { StaleWrite, type Write } from '../../domain/store.ts';
import { guardLabel } from '../../domain/unique.ts';
import type { AssetContext } from './asset-context.ts';

/** A write of a row that later entries read. */
interface KeptWrite extends Write {
  readonly asset?: Asset;
  readonly pool?: Pool;
}

/**
 * The dependencies for a dry run of several entries (I4). Nothing is stored: assets and pools are kept in memory, and read from there, so that
 * each entry is judged by what the entries before it would have left. A tag or serial number of an earlier entry is taken, an asset that an
 * earlier entry has retired cannot be retired again, and a pool has lost the members that earlier entries withdrew.
 */
export const rehearsal = <Context extends AssetContext>(context: Context): Context => {
  const assets = new Map<string, Asset>();
  const pools = new Map<string, Pool>();
  const references: AssetContext['references'] = {
    ...context.references,
    assetOf: async (unique, report) => {
      const has = (asset: Asset): boolean =>
        uniquesOf(asset).some(({ scheme, value }) => scheme === unique.scheme && value === unique.value);
      const kept = [...assets.values()].find(has);
      if (kept) return { item: kept.id };
      const stored = await context.references.assetOf(unique, report);
      // What an earlier entry has changed does not have the value any more.
      return stored && assets.has(stored.item) ? undefined : stored;
    },
  };
  const takenLabels = async ({ asset }: KeptWrite): Promise<readonly string[]> => {
    if (!asset) return [];
    const holders = await Promise.all(uniquesOf(asset).map(async (unique) => ({ unique, holder: await references.assetOf(unique) })));
    return holders.flatMap(({ unique: { scheme, value }, holder }) =>
      holder && holder.item !== asset.id ? [guardLabel(scheme, value)] : [],
    );
  };
  const commit = async (writes: readonly KeptWrite[]): Promise<void> => {
    const taken = (await Promise.all(writes.map(takenLabels))).flat();
    if (taken.length > 0) throw new StaleWrite(taken);
    for (const { asset, pool } of writes) {
      if (asset) assets.set(asset.id, asset);
      if (pool) pools.set(pool.id, pool);
    }
  };
  return {
    ...context,
    references,
    store: { commit, commitOne: async () => undefined, writeOnce: async () => undefined },
    items: {
      ...context.items,
      find: async (id) => {
        const stored = await context.items.find(id);
        const asset = assets.get(stored?.asset?.id ?? id);
        return asset ? { ...stored, id: stored?.id ?? id, asset } : stored;
      },
    },
    assets: { ...context.assets, save: (asset): readonly KeptWrite[] => [{ label: `Asset ${asset.id}`, asset }] },
    pools: {
      ...context.pools,
      findMany: async (ids) => (await context.pools.findMany(ids)).map((pool) => pools.get(pool.id) ?? pool),
      save: (pool): readonly KeptWrite[] => [{ label: `Pool ${pool.id}`, pool }],
    },
  };
};
