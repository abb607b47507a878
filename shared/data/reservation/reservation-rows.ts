import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import type { Reservation, ReservationVersion } from '../../domain/reservation/reservation.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';
import { reservationShards } from '../table.ts';

/** All reservations of a month are in one shard. The key contains it (T8). */
export const shard = reservationShards - 1;

const partitionFields = () => ({ month: z.string(), shard: z.int().min(0) });

const ReservationRow = lazily(() =>
  z.strictObject({
    ...partitionFields(),
    start: StoredTime(),
    end: StoredTime(),
    window: Id(),
    change: Id(),
    number: z.string(),
    revision: z.int().min(1),
    items: z.array(Id()),
    suppress: z.boolean(),
    version: z.literal(1),
  }),
);
const ReservationVersionRow = lazily(() => z.strictObject({ ...partitionFields(), version: z.int().min(1) }));

/** RESERVATION#<month>#<shard> | <start>#<window>#<revision>   the CIs and time that a window reserves; sorts after the `#` row */
export const reservationRow = defineRow<Reservation, Pick<Reservation, 'month' | 'shard' | 'start' | 'window' | 'revision'>>({
  type: 'Reservation',
  schema: ReservationRow,
  primary: ({ month, start, window, revision }) => ({ pk: key('RESERVATION', month, shard), sk: key(start, window, revision) }),
});

/** RESERVATION#<month>#<shard> | #   the version of the month, incremented by each scheduling that has read it (T8) */
export const reservationVersionRow = defineRow<ReservationVersion, Pick<ReservationVersion, 'month' | 'shard'>>({
  type: 'ReservationVersion',
  schema: ReservationVersionRow,
  primary: ({ month }) => ({ pk: key('RESERVATION', month, shard), sk: '#' }),
});
