import type { IdempotencyRepository } from '../../domain/idempotency/idempotency-record.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { idempotencyRow } from './idempotency-rows.ts';

export const idempotencyRecords = (records: Records): IdempotencyRepository => ({
  find: async (id) => {
    const row = await records.read(idempotencyRow.key({ id }));
    return row && readRow(records, idempotencyRow, row);
  },
  save: idempotencyRow.save,
});
