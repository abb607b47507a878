import { actorOf, type Caller } from '../../domain/access.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { facetIdOf } from '../../domain/item/merge.ts';
import type { ReleaseReason, Seat } from '../../domain/license/seat.ts';
import { onFreshRows } from '../../domain/store.ts';
import { itemInPath } from '../item/item-in-path.ts';
import { useWrites } from './change-use.ts';
import type { LicenseContext } from './license-context.ts';
import { seatInPath } from './seat-in-path.ts';

export type ReleaseContext = Pick<LicenseContext, 'licenses' | 'store' | 'events' | 'clock' | 'ids'>;

/** Ends a seat, with its event, in one transaction. @throws StaleWrite if it was released meanwhile */
export const endSeat = async (context: ReleaseContext, seat: Seat, actor: string, reason: ReleaseReason): Promise<void> => {
  const { licenses, store, clock, events } = context;
  const { id, asset, person, item, quantity } = seat;
  const [use, terms] = await Promise.all([licenses.useOf(asset), licenses.termsOf(asset)]);
  const body = { seat: id, quantity, reason, ...(person === undefined ? {} : { person }), ...(item === undefined ? {} : { item }) };
  await store.commit([
    ...licenses.release({ ...seat, version: seat.version + 1, releasedAt: clock.now(), releaseReason: reason }),
    ...(await useWrites(context, use, { terms, more: -quantity, actor })),
    events.record(newEvent(context)('SeatReleased', { actor, subject: { type: 'item', id: asset }, body })),
  ]);
};

/** Releases a seat of a license (A5). @throws DomainError missing `seat/not-found` */
export const releaseSeat =
  (context: LicenseContext) =>
  (reference: string, id: string, caller: Caller): Promise<void> =>
    onFreshRows(async () => {
      const license = await itemInPath(context)(reference);
      await endSeat(context, await seatInPath(context, facetIdOf(license, 'asset'), id), actorOf(caller), 'released');
    });
