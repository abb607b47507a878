import type { DriftRepository } from '../../domain/drift/drift-state.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { driftRow } from './drift-rows.ts';

export const driftRepository = (records: Records): DriftRepository => ({
  find: async (item) => {
    const row = await records.read(driftRow.key({ item }));
    return row && readRow(records, driftRow, row);
  },
  save: driftRow.save,
  remove: driftRow.remove,
});
