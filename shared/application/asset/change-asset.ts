import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { isHeld, keepsHolder } from '../../domain/asset/lifecycle-table.ts';
import { returned } from '../../domain/assignment/assignment.ts';
import type { Book } from '../../domain/book/book.ts';
import { type Clock, hour, plus, todayOf } from '../../domain/clock.ts';
import { missing } from '../../domain/errors.ts';
import { type Grounds, originOf } from '../../domain/history/origin.ts';
import type { Item } from '../../domain/item/item-repository.ts';
import { onFreshRows, StaleWrite, type Write } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { allowingChange } from '../control/allowing-change.ts';
import { itemFact } from '../item/item-context.ts';
import { type ItemInPathContext, itemInPath } from '../item/item-in-path.ts';
import { writesOfPools } from '../pool/pool-writes.ts';
import type { AssetContext } from './asset-context.ts';
import { bookChecks, booksOfAsset, transferWrites } from './book-writes.ts';

/** The easternmost time zone is 14 hours ahead of UTC. */
const aheadOfUtc = 14 * hour;

/** The latest date that it is anywhere on earth. A fact is dated in the time zone of whoever states it. */
export const latestToday = (clock: Clock): string => plus(clock.now(), aheadOfUtc).slice(0, 10);

/** The westernmost time zone is 12 hours behind UTC. */
const behindUtc = 12 * hour;

/** The earliest date that it is anywhere on earth. What was due before it is overdue everywhere. */
export const earliestToday = (clock: Clock): string => plus(clock.now(), -behindUtc).slice(0, 10);

/** An item that has an asset facet. */
export type AssetItem = Item & { readonly asset: Asset };

/** The item in a path, with its asset facet. @throws DomainError missing `item/not-found`, `asset/not-found` */
export const assetItem = async (context: ItemInPathContext, reference: string): Promise<AssetItem> => {
  const item = await itemInPath(context)(reference);
  if (!item.asset) throw missing('asset', reference);
  return { ...item, asset: item.asset };
};

/** What happens to an asset: the asset afterwards, and what is written beside it. */
export interface AssetOutcome {
  readonly next: Asset;
  readonly writes: readonly Write[];
  /** The day of the fact. @default today: nothing that was closed meanwhile can be meant */
  readonly date?: string;
  /** Why it happened, as the caller said. */
  readonly reason?: string | undefined;
}

/** Ends the assignment of an asset that nobody has in its next status (A2). */
const withoutHolder = async (context: AssetContext, outcome: AssetOutcome, caller: Caller): Promise<AssetOutcome> => {
  const { next, writes } = outcome;
  const { assignment: open, ...kept } = next;
  if (!open || keepsHolder(next.status)) return outcome;
  const { assignments, clock } = context;
  const assignment = await assignments.find(next.id, open.id);
  if (!assignment) throw new StaleWrite([`Assignment ${open.id}`]);
  const fact = itemFact(context)('AssetReturned', next.id, caller, { assignment: open.id, date: todayOf({ clock }) });
  return { ...outcome, next: kept, writes: [...writes, ...assignments.save(returned(assignment, clock.now()), assignment), fact] };
};

/** How a fact is recorded. `change`: the approved change under which a pool may fall below its minimum (A6). */
export interface FactOptions {
  readonly dryRun?: boolean | undefined;
  readonly change?: string | undefined;
}

/** What a fact means for the pools of the asset. A disposed or void asset is a member of no pool any more. */
const withPools = async (
  context: AssetContext,
  before: Asset,
  outcome: AssetOutcome,
  { caller, change }: { readonly caller: Caller; readonly change?: string | undefined },
): Promise<AssetOutcome & Pick<Grounds, 'change'>> => {
  const { next, writes } = outcome;
  const allowing = change === undefined ? undefined : await allowingChange(context)(change, [next.id]);
  const { pools, ...others } = next;
  const poolWrites = await writesOfPools(context, { before, next }, { caller, mayFall: allowing !== undefined });
  const checked = allowing ? [allowing.unchanged] : [];
  return { ...outcome, next: isHeld(next) ? next : others, writes: [...writes, ...poolWrites, ...checked], change: allowing?.change };
};

/** A fact of an asset: the asset before and after it, who states it, and its day. */
interface StatedFact {
  readonly before: Asset;
  readonly next: Asset;
  readonly caller: Caller;
  readonly date: string | undefined;
}

/** What a fact means for the books of the asset: their periods are still open when it is written, and it may be a transfer (A8). */
export const bookWrites = (context: AssetContext, books: readonly Book[], { before, next, caller, date }: StatedFact): readonly Write[] => [
  ...bookChecks(context, books, date),
  ...(date === undefined ? [] : transferWrites(context, caller, { before, next, date })),
];

/** The item with the accounting books in which its asset has entries. */
export type BookedItem = AssetItem & { readonly books: readonly Book[] };

/** Reads the asset, decides what happens to it, and writes that in one transaction, unless it is a dry run (I4). */
export const changeAsset =
  (context: AssetContext, caller: Caller, decide: (item: BookedItem) => AssetOutcome) =>
  (reference: string, { dryRun = false, change }: FactOptions = {}): Promise<Asset> =>
    onFreshRows(async () => {
      const item = await assetItem(context, reference);
      const books = await booksOfAsset(context, item.asset);
      const outcome = await withoutHolder(context, decide({ ...item, books }), caller);
      const { next, writes, date, ...grounds } = await withPools(context, item.asset, outcome, { caller, change });
      const booked = bookWrites(context, books, { before: item.asset, next, caller, date });
      const saved = context.assets.save(next, originOf(caller, grounds), item.asset);
      if (!dryRun) await commitUnique(context.store, 'asset', [...saved, ...writes, ...booked]);
      return next;
    });
