import type { Asset } from '../../domain/asset/asset.ts';
import { isHeld } from '../../domain/asset/lifecycle-table.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import { type DueRepository, newDue } from '../../domain/due/due.ts';
import { system } from '../../domain/event/event.ts';
import type { ItemRepository } from '../../domain/item/item-repository.ts';
import { idsOfFacet } from '../../domain/item/merge.ts';
import type { ReleaseReason, Seat, SeatHolder } from '../../domain/license/seat.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { isStaleWrite, onFreshRows, type Write } from '../../domain/store.ts';
import { endSeat, type ReleaseContext } from './release-seat.ts';

export interface FreeSeatsContext extends ReleaseContext {
  readonly items: Pick<ItemRepository, 'find'>;
  readonly people: Pick<ResourceRepository<Person>, 'find'>;
  readonly dues: Pick<DueRepository, 'save'>;
}

/** How many seats one run of the sweep frees, and how many the request that disposes of an asset frees itself. */
const perRun = 200;
const perRequest = 20;

interface FreeingContext {
  readonly dues: Pick<DueRepository, 'save'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * The write that frees the seats of a person who departs, or of an item that is disposed of or void, and the seats of that item if it is a
 * license. It belongs into the transaction of that fact, so the seats are freed also if the function stops right afterwards. However many
 * they are, they are freed one by one in the background, each with its event (A5).
 */
export const freeingWrite = (context: FreeingContext, { type, id }: SeatHolder, at = context.clock.now()): Write =>
  context.dues.save(newDue(context)('free-seats', `${type}#${id}`, at));

/** The same for an asset. A merged item may have seats under both of its ids (C1). */
export const freeingWrites = (context: FreeingContext, asset: Asset): readonly Write[] =>
  idsOfFacet(asset).map((id) => freeingWrite(context, { type: 'item', id }));

/** Why the seats of a holder end. Undefined if the holder is there, for example because the disposal was corrected. */
const reasonOf = async ({ people, items, clock }: FreeSeatsContext, { type, id }: SeatHolder): Promise<ReleaseReason | undefined> => {
  if (type === 'person') {
    const person = await people.find(id);
    return person && isActive(person, clock.now()) ? undefined : 'holder-departed';
  }
  const item = await items.find(id);
  const isThere = item?.asset ? isHeld(item.asset) : item?.ci !== undefined;
  return isThere ? undefined : 'holder-disposed';
};

/** Why the seats of a license end that is no longer held. */
const endOfLicense = async ({ items }: FreeSeatsContext, id: string): Promise<ReleaseReason> =>
  (await items.find(id))?.asset?.status === 'voided' ? 'license-voided' : 'license-disposed';

/** Ends one seat. One that was released meanwhile is left as it is. */
const free = (context: FreeSeatsContext, { asset, id }: Seat, reason: ReleaseReason): Promise<void> =>
  onFreshRows(async () => {
    const seat = await context.licenses.seat(asset, id);
    if (seat && seat.releasedAt === undefined) await endSeat(context, seat, system, reason);
  });

/** Frees seats one by one. A seat that others change all the time is left to the next run. Returns how many were freed. */
const freeEach = async (context: FreeSeatsContext, seats: readonly Seat[], reason: ReleaseReason): Promise<number> => {
  let freed = 0;
  for (const seat of seats) {
    try {
      await free(context, seat, reason);
      freed += 1;
    } catch (error) {
      if (!isStaleWrite(error)) throw error;
    }
  }
  return freed;
};

/** Frees up to `limit` seats of a holder that is gone, and of a license that is gone. Returns whether some may be left. */
const freeSome = async (context: FreeSeatsContext, holder: SeatHolder, limit: number): Promise<boolean> => {
  const reason = await reasonOf(context, holder);
  if (reason === undefined) return false;
  const { licenses } = context;
  const held = await licenses.heldBy(holder, limit);
  const own = holder.type === 'item' ? await licenses.assigned(holder.id, limit) : [];
  await freeEach(context, held, reason);
  if (own.length > 0) await freeEach(context, own, await endOfLicense(context, holder.id));
  return held.length === limit || own.length === limit;
};

/**
 * Frees the seats of a holder that is gone, and those of a license that is gone. The sweep runs it. Running it twice is harmless, and it
 * goes on where it stopped: what one run leaves is due again at once.
 */
export const freeSeats =
  (context: FreeSeatsContext) =>
  async (subject: string): Promise<void> => {
    const [type, id = ''] = subject.split('#');
    const holder: SeatHolder = { type: type === 'person' ? 'person' : 'item', id };
    if (await freeSome(context, holder, perRun)) await context.store.commit([freeingWrite(context, holder)]);
  };

/**
 * Frees the first seats of an asset that was disposed of or is void right after that was recorded, so that nobody waits for the sweep. The
 * fact is stored by then and is not refused any more, so an error is left to the sweep, which tries again and reports it.
 */
export const freeSeatsSoon =
  (context: FreeSeatsContext) =>
  async (asset: Asset, dryRun = false): Promise<Asset> => {
    if (isHeld(asset) || dryRun) return asset;
    try {
      for (const id of idsOfFacet(asset)) await freeSome(context, { type: 'item', id }, perRequest);
    } catch {
      return asset;
    }
    return asset;
  };
