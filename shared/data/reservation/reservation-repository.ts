import type { ReservationRepository } from '../../domain/change/change-repository.ts';
import { monthsOf } from '../../domain/reservation/reservation.ts';
import { key, last } from '../define-row.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { partsOfReservation, reservationsOf, shardsOfIds } from './reservation-parts.ts';
import { reservationRow, reservationVersionRow } from './reservation-rows.ts';

/** The shard in which all reservations of a month are that were made while a month had one shard. It is always read. */
const formerShard = 0;

export const reservationRepository = (records: Records): ReservationRepository => ({
  versions: async (ids, from, to) => {
    const shards = monthsOf(from, to).flatMap((month) => shardsOfIds(ids).map((shard) => ({ month, shard })));
    const rows = (await records.readMany(shards.map(reservationVersionRow.key))).map((row) => readRow(records, reservationVersionRow, row));
    return shards.map(({ month, shard }) => rows.find((row) => row.month === month && row.shard === shard) ?? { month, shard, version: 0 });
  },
  saveVersion: reservationVersionRow.save,
  overlapping: async (ids, from, to) => {
    const shards = new Set([formerShard, ...shardsOfIds(ids)]);
    const partitions = monthsOf(from, to).flatMap((month) => [...shards].map((shard) => key('RESERVATION', month, shard)));
    const rows = await Promise.all(partitions.map((partition) => records.query({ partition, from: '0', to: `${to}${last}` })));
    const parts = rows.flat().map((row) => readRow(records, reservationRow, row));
    return reservationsOf(parts.filter(({ start, end }) => start < to && end > from));
  },
  save: (reservation) => partsOfReservation(reservation).map(reservationRow.save),
});
