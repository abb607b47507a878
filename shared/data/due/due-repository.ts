import type { DueRepository } from '../../domain/due/due.ts';
import { key, last } from '../define-row.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { dueRow, sweepCursorRow } from './due-rows.ts';

export const dueRepository = (records: Records): DueRepository => ({
  save: dueRow.save,
  remove: dueRow.remove,
  of: async (lane, hour, until, limit) =>
    readRows(records, dueRow, await records.query({ partition: key('DUE', lane, hour), to: `${until}${last}`, limit })),
  cursor: async (lane) => {
    const row = await records.read(sweepCursorRow.key({ lane }));
    return row && sweepCursorRow.fromRow(row);
  },
  moveCursor: (lane, hour, version) => sweepCursorRow.save({ lane, hour, version: version + 1 }),
});
