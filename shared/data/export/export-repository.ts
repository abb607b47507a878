import type { ExportRepository } from '../../domain/export/export-repository.ts';
import { shardsOf } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { exportRow } from './export-rows.ts';

export const exportRepository = (records: Records): ExportRepository => ({
  find: async (id) => {
    const row = await records.read(exportRow.key({ id }));
    return row && readRow(records, exportRow, row);
  },
  save: exportRow.save,
  page: (request, keep) =>
    listRows(records, exportRow, { ...request, index: 'inOrder', partitions: shardsOf('EXPORT'), descending: true, keep }),
});
