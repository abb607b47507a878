import { IdempotencyRecord } from '../../domain/idempotency/idempotency-record.ts';
import { defineRow, key } from '../define-row.ts';

/** IDEMPOTENCY#<hash> | #   what a key has protected; removed by TTL some time after it stopped counting */
export const idempotencyRow = defineRow<IdempotencyRecord, { id: string }>({
  type: 'IdempotencyRecord',
  schema: IdempotencyRecord,
  primary: ({ id }) => ({ pk: key('IDEMPOTENCY', id), sk: '#' }),
  expiresAt: ({ expiresAt }) => expiresAt,
});
