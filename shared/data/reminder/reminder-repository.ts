import type { ReminderRepository } from '../../domain/reminder/reminder-repository.ts';
import { key, last, shardsOf } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { reminderRow } from './reminder-rows.ts';

export const reminderRepository = (records: Records): ReminderRepository => ({
  find: async (kind, of) => {
    const row = await records.read(reminderRow.key({ kind, of }));
    return row && readRow(records, reminderRow, row);
  },
  save: reminderRow.save,
  remove: reminderRow.remove,
  between: (from, to, request) =>
    listRows(records, reminderRow, { ...request, index: 'byTime', partitions: shardsOf('EXPIRING'), from, to: key(to, last) }),
});
