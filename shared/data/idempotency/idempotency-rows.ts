import * as z from 'zod';
import type { IdempotencyRecord } from '../../domain/idempotency/idempotency-record.ts';
import { lazily } from '../../domain/lazily.ts';
import { StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

const IdempotencyRow = lazily(() =>
  z.strictObject({
    id: z.string(),
    version: z.int().min(1),
    request: z.string(),
    expiresAt: StoredTime(),
    makes: z.string().optional(),
    answer: z.strictObject({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.string().optional() }).optional(),
    secret: z.boolean().optional(),
  }),
);

/** IDEMPOTENCY#<hash> | #   the request that a key protects, and its answer; removed by TTL after it has expired */
export const idempotencyRow = defineRow<IdempotencyRecord, { id: string }>({
  type: 'IdempotencyRecord',
  schema: IdempotencyRow,
  primary: ({ id }) => ({ pk: key('IDEMPOTENCY', id), sk: '#' }),
  expiresAt: ({ expiresAt }) => expiresAt,
});
