import type { ReservationRepository } from '../../domain/change/change-repository.ts';
import { key, last } from '../define-row.ts';
import type { Records } from '../records.ts';
import { reservationRow, reservationVersionRow, shard } from './reservation-rows.ts';

export const reservationRepository = (records: Records): ReservationRepository => ({
  versions: async (months) => {
    const rows = (await records.readMany(months.map((month) => reservationVersionRow.key({ month, shard })))).map(
      reservationVersionRow.fromRow,
    );
    return months.map((month) => rows.find((row) => row.month === month) ?? { month, shard, version: 0 });
  },
  saveVersion: reservationVersionRow.save,
  overlapping: async (month, from, to) => {
    const rows = await records.query({ partition: key('RESERVATION', month, shard), from: '0', to: `${to}${last}` });
    return rows.map(reservationRow.fromRow).filter(({ start, end }) => start < to && end > from);
  },
  save: reservationRow.save,
});
