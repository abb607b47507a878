import type { IdempotencyRepository } from '../../domain/idempotency/idempotency-record.ts';
import type { Records } from '../records.ts';
import { idempotencyRow } from './idempotency-rows.ts';

export const idempotencyRecords = (records: Records): IdempotencyRepository => ({
  find: async (id) => {
    const row = await records.read(idempotencyRow.key({ id }));
    return row && idempotencyRow.fromRow(row);
  },
  save: idempotencyRow.save,
});
