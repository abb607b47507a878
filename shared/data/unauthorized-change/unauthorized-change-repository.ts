import type { UnauthorizedChangeRepository } from '../../domain/unauthorized-change/unauthorized-change.ts';
import { shardsOf } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { unauthorizedChangeRow } from './unauthorized-change-rows.ts';

export const unauthorizedChangeRepository = (records: Records): UnauthorizedChangeRepository => ({
  find: async (id) => {
    const row = await records.read(unauthorizedChangeRow.key({ id }));
    return row && readRow(records, unauthorizedChangeRow, row);
  },
  save: unauthorizedChangeRow.save,
  detected: ({ from, to }, request) =>
    listRows(records, unauthorizedChangeRow, { ...request, index: 'byTime', partitions: shardsOf('UNAUTHORIZED'), from, to }),
  page: (request, { status, item }) =>
    listRows(records, unauthorizedChangeRow, {
      ...request,
      index: 'inOrder',
      partitions: shardsOf('UNAUTHORIZED'),
      keep: (found) => (status === undefined || found.status === status) && (item === undefined || found.item === item),
    }),
});
