import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { assertFactDate } from '../../domain/asset/asset-transitions.ts';
import { type Assignment, type AssignmentReturn, assertOpen, isBeforeDayOf, returned } from '../../domain/assignment/assignment.ts';
import { todayOf } from '../../domain/clock.ts';
import { invalid, missing } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import { onFreshRows, StaleWrite, type Write } from '../../domain/store.ts';
import type { AssetContext } from '../asset/asset-context.ts';
import { booksOfAsset } from '../asset/book-writes.ts';
import { assetItem, bookWrites, latestToday } from '../asset/change-asset.ts';
import { recorded } from '../asset/recorded.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { writesOfPools } from '../pool/pool-writes.ts';

/** An assignment of an asset. @throws DomainError missing `assignment/not-found` */
export const readAssignment = async (
  { assignments }: Pick<AssetContext, 'assignments'>,
  asset: string,
  id: string,
): Promise<Assignment> => {
  const found = await assignments.find(asset, id);
  if (!found) throw missing('assignment', id);
  return found;
};

/** @throws DomainError invalid `assignment/before-check-out`, or as `assertFactDate` */
const assertReturnDate = (context: AssetContext, asset: Asset, { assignedAt }: Assignment, date: string): void => {
  assertFactDate(asset, date, latestToday(context.clock));
  if (isBeforeDayOf(assignedAt, date))
    throw invalid('/date', 'assignment/before-check-out', `${date} is before the check-out on ${assignedAt.slice(0, 10)}`);
};

/** What it means that an asset comes back: its assignment afterwards, and the writes. @throws DomainError as `checkIn` */
export const checkInWrites =
  (context: AssetContext, caller: Caller) =>
  async (reference: string, id: string, sent: AssignmentReturn): Promise<{ closed: Assignment; writes: readonly Write[] }> => {
    const { assets, assetFacts, assignments, clock } = context;
    const { id: asset, asset: before } = await assetItem(context, reference);
    const assignment = await readAssignment(context, asset, id);
    assertOpen(assignment);
    // The asset was changed between the two reads.
    if (before.assignment?.id !== id) throw new StaleWrite([`Asset ${asset}`]);
    const { condition, location } = sent;
    const date = sent.date ?? todayOf({ clock });
    assertReturnDate(context, before, assignment, date);
    const { assignment: _, ...kept } = before;
    const found = { ...(condition === undefined ? {} : { condition }), ...(location === undefined ? {} : { location }) };
    const next: Asset = { ...kept, ...nextFacet(context, before), status: 'in-stock', ...found };
    const closed = returned(assignment, clock.now());
    const writes = [
      ...assets.save(next, originOf(caller), before),
      ...bookWrites(context, await booksOfAsset(context, before), { before, next, caller, date }),
      ...(await writesOfPools(context, { before, next }, { caller, mayFall: true })),
      ...assignments.save(closed, assignment),
      assetFacts.add({ ...recorded(context, asset, caller), kind: 'status', from: before.status, to: 'in-stock', date, ...found }),
      itemFact(context)('AssetReturned', asset, caller, { assignment: id, date, condition }),
    ];
    return { closed, writes };
  };

/**
 * Takes an asset back (A2). It is in stock then.
 * @throws DomainError missing `assignment/not-found`; conflict `assignment/returned`; invalid for the date
 */
export const checkIn =
  (context: AssetContext) =>
  (reference: string, id: string, sent: AssignmentReturn, caller: Caller): Promise<Assignment> =>
    onFreshRows(async () => {
      const { closed, writes } = await checkInWrites(context, caller)(reference, id, sent);
      await context.store.commit(writes);
      return closed;
    });
