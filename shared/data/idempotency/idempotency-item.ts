import { IdempotencyRecord, type IdempotencyRepository } from '../../domain/idempotency/idempotency-record.ts';
import { defineItem, key } from '../define-item.ts';
import type { Records } from '../records.ts';

/** IDEMPOTENCY#<hash> | #   what a key has protected; removed by TTL some time after it stopped counting */
const idempotencyItem = defineItem<IdempotencyRecord, { id: string }>({
  type: 'IdempotencyRecord',
  schema: IdempotencyRecord,
  primary: ({ id }) => ({ pk: key('IDEMPOTENCY', id), sk: '#' }),
  expiresAt: ({ expiresAt }) => expiresAt,
});

export const idempotencyRecords = (records: Records): IdempotencyRepository => ({
  find: async (id) => {
    const row = await records.read(idempotencyItem.key({ id }));
    return row && idempotencyItem.fromRow(row);
  },
  save: idempotencyItem.save,
});
