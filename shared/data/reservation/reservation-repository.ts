import type { ReservationRepository } from '../../domain/change/change-repository.ts';
import { key, last } from '../define-row.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { reservationRow, reservationVersionRow, shard } from './reservation-rows.ts';

export const reservationRepository = (records: Records): ReservationRepository => ({
  versions: async (months) => {
    const rows = (await records.readMany(months.map((month) => reservationVersionRow.key({ month, shard })))).map((row) =>
      readRow(records, reservationVersionRow, row),
    );
    return months.map((month) => rows.find((row) => row.month === month) ?? { month, shard, version: 0 });
  },
  saveVersion: reservationVersionRow.save,
  overlapping: async (month, from, to) => {
    const rows = await records.query({ partition: key('RESERVATION', month, shard), from: '0', to: `${to}${last}` });
    return rows.map((row) => readRow(records, reservationRow, row)).filter(({ start, end }) => start < to && end > from);
  },
  save: reservationRow.save,
});
