import type { DueRepository } from '../../domain/due/due.ts';
import { last } from '../define-row.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { duePartitions, dueRow, noticedRestoreRow, sweepCursorRow } from './due-rows.ts';

export const dueRepository = (records: Records): DueRepository => ({
  save: dueRow.save,
  remove: dueRow.remove,
  of: async (lane, hour, until, limit) => {
    const queries = duePartitions(lane, hour).map((partition) => records.query({ partition, to: `${until}${last}`, limit }));
    const rows = (await Promise.all(queries)).flat().toSorted((one, other) => (one.sk < other.sk ? -1 : 1));
    return readRows(records, dueRow, rows.slice(0, limit));
  },
  cursor: async (lane) => {
    const row = await records.read(sweepCursorRow.key({ lane }));
    return row && readRow(records, sweepCursorRow, row);
  },
  moveCursor: (lane, hour, version) => sweepCursorRow.save({ lane, hour, version: version + 1 }),
  noticedRestore: async () => {
    const row = await records.read(noticedRestoreRow.key({}));
    return row && readRow(records, noticedRestoreRow, row);
  },
  saveNoticedRestore: noticedRestoreRow.save,
});
