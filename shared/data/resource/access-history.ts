import type { AccessHistory } from '../../domain/report/past-access.ts';
import { key, last, shardsOf } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { pastAccessRow, pastKey } from './past-access-rows.ts';

export const accessHistory = (records: Records): AccessHistory => ({
  firstOverAfter: async (noun, id, at) => {
    const range = { from: pastKey(at, last), to: pastKey(last), limit: 1 };
    const [row] = await records.query({ partition: key(noun.toUpperCase(), id), ...range });
    return row && readRow(records, pastAccessRow, row);
  },
  deleted: (noun, request) =>
    listRows(records, pastAccessRow, { ...request, index: 'inOrder', partitions: shardsOf('DELETED', noun.toUpperCase()) }),
});
