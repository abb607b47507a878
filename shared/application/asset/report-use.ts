import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { assertNotVoided } from '../../domain/asset/asset-transitions.ts';
import type { Sighting, UsageReport } from '../../domain/asset/asset-use.ts';
import { type Clock, minute, plus } from '../../domain/clock.ts';
import { invalid } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import type { AssetContext } from './asset-context.ts';
import { booksOfAsset } from './book-writes.ts';
import { assetItem, bookWrites } from './change-asset.ts';

/** How far the clock of another system may be ahead. */
const skew = 5 * minute;

/** @throws DomainError invalid `asset/date-in-future` */
const assertPast = (clock: Clock, at: string, pointer: string): void => {
  if (at > plus(clock.now(), skew)) throw invalid(pointer, 'asset/date-in-future', `${at} is in the future; send when it happened`);
};

type ReportedChange = (asset: Asset) => Promise<{ readonly next: Asset; readonly writes: readonly Write[] } | undefined>;

/** Writes what was reported about an asset, unless something newer is known. */
const report = (context: AssetContext, reference: string, caller: Caller, change: ReportedChange) =>
  onFreshRows(async () => {
    const { asset } = await assetItem(context, reference);
    assertNotVoided(asset);
    const outcome = await change(asset);
    if (outcome) await context.store.commit([...context.assets.save(outcome.next, originOf(caller), asset), ...outcome.writes]);
    return outcome?.next ?? asset;
  });

/**
 * Records that an asset was seen, as in a physical audit. An older sighting than the last one changes nothing.
 * @throws DomainError missing `item/not-found`, `asset/not-found`; invalid `asset/date-in-future`, `person/unknown`; conflict `asset/voided`
 */
export const reportSighting =
  (context: AssetContext) =>
  async ({ asset: reference, at, location, by }: Sighting, caller: Caller): Promise<Asset> => {
    assertPast(context.clock, at, '/at');
    const person = by === undefined ? undefined : await resolvePerson(context.people)(by, '/by');
    return report(context, reference, caller, async (asset) => {
      if (asset.lastSeenAt !== undefined && asset.lastSeenAt >= at) return undefined;
      const found = location === undefined ? {} : { location };
      const next: Asset = { ...asset, ...nextFacet(context, asset), lastSeenAt: at, ...found };
      const books = await booksOfAsset(context, asset);
      return {
        next,
        writes: [
          itemFact(context)('AssetSighted', asset.id, caller, { at, location, by: person }),
          ...bookWrites(context, books, { before: asset, next, caller, date: at.slice(0, 10) }),
        ],
      };
    });
  };

/**
 * Records when an asset was last used, as a system of yours knows it. An older use than the last one changes nothing.
 * @throws DomainError missing `item/not-found`, `asset/not-found`; invalid `asset/date-in-future`; conflict `asset/voided`
 */
export const reportUsage =
  (context: AssetContext) =>
  async ({ asset: reference, lastUsedAt, source }: UsageReport, caller: Caller): Promise<Asset> => {
    assertPast(context.clock, lastUsedAt, '/lastUsedAt');
    return report(context, reference, caller, async (asset) =>
      asset.lastUsedAt !== undefined && asset.lastUsedAt >= lastUsedAt
        ? undefined
        : { next: { ...asset, ...nextFacet(context, asset), lastUsedAt, usageSource: source }, writes: [] },
    );
  };
