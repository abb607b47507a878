import { Reservation, ReservationVersion } from '../../domain/reservation/reservation.ts';
import { defineRow, key } from '../define-row.ts';
import { reservationShards } from '../table.ts';

/** All reservations of a month lie in one shard, which is in the key (T8). */
export const shard = reservationShards - 1;

/** RESERVATION#<month>#<shard> | <start>#<window>#<revision>   a window wants CIs; the sort key of a start is past every `#` row */
export const reservationRow = defineRow<Reservation, Pick<Reservation, 'month' | 'shard' | 'start' | 'window' | 'revision'>>({
  type: 'Reservation',
  schema: Reservation,
  primary: ({ month, start, window, revision }) => ({ pk: key('RESERVATION', month, shard), sk: key(start, window, revision) }),
});

/** RESERVATION#<month>#<shard> | #   its version, moved on by each scheduling that looked (T8) */
export const reservationVersionRow = defineRow<ReservationVersion, Pick<ReservationVersion, 'month' | 'shard'>>({
  type: 'ReservationVersion',
  schema: ReservationVersion,
  primary: ({ month }) => ({ pk: key('RESERVATION', month, shard), sk: '#' }),
});
