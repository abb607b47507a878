import * as z from 'zod';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { DayOfUse, LicenseUse } from '../../domain/license/license-use.ts';
import { Seat, type SeatHolder } from '../../domain/license/seat.ts';
import { Term } from '../../domain/license/term.ts';
import { Id } from '../../domain/values.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * ITEM#<license> | TERM#<id>                    a term of a license (A5)
 * bySelector: PREPAID#term#<shard> | <end>#<id>   terms by their end, for what is prepaid on a date
 */
export const termRow = defineRow<Term, { asset: string; id: string }>({
  type: 'Term',
  schema: Term,
  primary: ({ asset, id }) => ({ pk: key('ITEM', asset), sk: key('TERM', id) }),
  indexes: ({ id, end }) => ({ bySelector: [key('PREPAID', 'term', shardOf(id)), key(end, id)] }),
});

/** ITEM#<license> | LICENSE   how much of a license is assigned; each seat and term moves its version */
export const licenseUseRow = defineRow<LicenseUse, { asset: string }>({
  type: 'LicenseUse',
  schema: LicenseUse,
  primary: ({ asset }) => ({ pk: key('ITEM', asset), sk: 'LICENSE' }),
});

/** ITEM#<license> | SEATS-ON#<date>   how much of a license was assigned at the end of a day */
export const dayOfUseRow = defineRow<DayOfUse, { asset: string; date: string }>({
  type: 'DayOfUse',
  schema: DayOfUse,
  primary: ({ asset, date }) => ({ pk: key('ITEM', asset), sk: key('SEATS-ON', date) }),
});

/** ITEM#<license> | SEAT#<id>   a seat, also one that was released */
export const seatRow = defineRow<Seat, { asset: string; id: string }>({
  type: 'Seat',
  schema: Seat,
  primary: ({ asset, id }) => ({ pk: key('ITEM', asset), sk: key('SEAT', id) }),
});

const AssignedSeat = lazily(() => z.strictObject({ license: Id(), seat: Id(), version: z.literal(1) }));
type AssignedSeat = Shape<typeof AssignedSeat>;

/** ITEM#<license> | TAKEN#<seat>   a seat that is assigned now; it is removed when the seat is released */
export const takenSeatRow = defineRow<AssignedSeat, Omit<AssignedSeat, 'version'>>({
  type: 'TakenSeat',
  schema: AssignedSeat,
  primary: ({ license, seat }) => ({ pk: key('ITEM', license), sk: key('TAKEN', seat) }),
});

const HeldSeat = lazily(() =>
  z.strictObject({
    holder: z.strictObject({ type: z.enum(['person', 'item']), id: Id() }),
    license: Id(),
    seat: Id(),
    version: z.literal(1),
  }),
);
type HeldSeat = Shape<typeof HeldSeat>;

/** The partition of the seats of one holder. */
export const seatsOfHolder = ({ type, id }: SeatHolder): string => key('SEATS', type, id);

/** SEATS#<person or item>#<id> | <seat>   a seat that a person or an item has now; it is removed when the seat is released */
export const heldSeatRow = defineRow<HeldSeat, Pick<HeldSeat, 'holder' | 'seat'>>({
  type: 'HeldSeat',
  schema: HeldSeat,
  primary: ({ holder, seat }) => ({ pk: seatsOfHolder(holder), sk: seat }),
});
