import type { DueRepository } from '../../domain/due/due.ts';
import { key, last } from '../define-row.ts';
import type { Records } from '../records.ts';
import { dueRow, sweepCursorRow } from './due-rows.ts';

export const dueRepository = (records: Records): DueRepository => ({
  save: dueRow.save,
  remove: dueRow.remove,
  of: async (lane, hour, until, limit) =>
    (await records.query({ partition: key('DUE', lane, hour), to: `${until}${last}`, limit })).map(dueRow.fromRow),
  cursor: async (lane) => {
    const row = await records.read(sweepCursorRow.key({ lane }));
    return row && sweepCursorRow.fromRow(row);
  },
  moveCursor: (lane, hour, version) => sweepCursorRow.save({ lane, hour, version: version + 1 }),
});
