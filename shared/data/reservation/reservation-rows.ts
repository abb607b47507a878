import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import type { Reservation, ReservationVersion } from '../../domain/reservation/reservation.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';
import { reservationShards } from '../table.ts';

/** All reservations of a month lie in one shard, which is in the key (T8). */
export const shard = reservationShards - 1;

const place = () => ({ month: z.string(), shard: z.int().min(0) });

const ReservationRow = lazily(() =>
  z.strictObject({
    ...place(),
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
const ReservationVersionRow = lazily(() => z.strictObject({ ...place(), version: z.int().min(1) }));

/** RESERVATION#<month>#<shard> | <start>#<window>#<revision>   what a window reserves; a start sorts after the `#` row */
export const reservationRow = defineRow<Reservation, Pick<Reservation, 'month' | 'shard' | 'start' | 'window' | 'revision'>>({
  type: 'Reservation',
  schema: ReservationRow,
  primary: ({ month, start, window, revision }) => ({ pk: key('RESERVATION', month, shard), sk: key(start, window, revision) }),
});

/** RESERVATION#<month>#<shard> | #   its version, moved on by each scheduling that read it (T8) */
export const reservationVersionRow = defineRow<ReservationVersion, Pick<ReservationVersion, 'month' | 'shard'>>({
  type: 'ReservationVersion',
  schema: ReservationVersionRow,
  primary: ({ month }) => ({ pk: key('RESERVATION', month, shard), sk: '#' }),
});
