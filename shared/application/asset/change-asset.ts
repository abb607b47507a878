import { actorOf, type Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { type Clock, hour, plus } from '../../domain/clock.ts';
import { missing } from '../../domain/errors.ts';
import type { Item } from '../../domain/item/item-repository.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { itemInPath } from '../item/item-in-path.ts';
import type { AssetContext } from './asset-context.ts';

/** The easternmost time zone is 14 hours ahead of UTC. */
const aheadOfUtc = 14 * hour;

/** The latest date that it is anywhere on earth. A fact is dated in the time zone of whoever states it. */
export const latestToday = (clock: Clock): string => plus(clock.now(), aheadOfUtc).slice(0, 10);

/** An item that has an asset facet. */
export type AssetItem = Item & { readonly asset: Asset };

/** The item in a path, with its asset facet. @throws DomainError missing `item/not-found`, `asset/not-found` */
export const assetItem = async (context: AssetContext, reference: string): Promise<AssetItem> => {
  const item = await itemInPath(context)(reference);
  if (!item.asset) throw missing('asset', reference);
  return { ...item, asset: item.asset };
};

/** What the facts of all kinds say of who recorded them, and when. */
export const recorded = ({ ids, clock }: AssetContext, asset: string, caller: Caller) => ({
  id: ids.next(),
  asset,
  version: 1 as const,
  recordedAt: clock.now(),
  actor: actorOf(caller),
});

/** What happens to an asset: the asset afterwards, and what is written beside it. */
export interface AssetOutcome {
  readonly next: Asset;
  readonly writes: readonly Write[];
}

/** Reads the asset, decides what happens to it, and writes that in one transaction, unless it is a dry run (I4). */
export const changeAsset =
  (context: AssetContext, decide: (item: AssetItem) => AssetOutcome) =>
  (reference: string, dryRun = false): Promise<Asset> =>
    onFreshRows(async () => {
      const item = await assetItem(context, reference);
      const { next, writes } = decide(item);
      if (!dryRun) await commitUnique(context.store, 'asset', [...context.assets.save(next, item.asset), ...writes]);
      return next;
    });
