import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import type { Write } from '../store.ts';
import { StoredTime } from '../values.ts';

/** How long the same key gives the same answer (I3). */
export const keptForMillis = 24 * 60 * 60 * 1_000;
/** After so long without an answer, the first request is over: it crashed between its commit and keeping its answer. */
export const answeredWithinMillis = 30 * 1_000;
/** Greatest body that is kept; a larger one is made again by reading. */
export const keptBodyLimit = 64 * 1_024;

/**
 * What an Idempotency-Key has protected (I3). `id` is a hash of caller, method, path and key; `request` one of the body. The record
 * commits with the first transaction of the request; the answer is added when it is made. It counts only until `expiresAt`.
 */
export const IdempotencyRecord = lazily(() =>
  z.strictObject({
    id: z.string(),
    version: z.int().min(1),
    request: z.string(),
    expiresAt: StoredTime(),
    /** Id of the first thing that the request wrote: what an answer that was not kept is made from again. */
    makes: z.string().optional(),
    /** A body past `keptBodyLimit` is left out. */
    answer: z.strictObject({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.string().optional() }).optional(),
    /** The answer held a secret and is not kept: a replay is told so. */
    secret: z.boolean().optional(),
  }),
);
export type IdempotencyRecord = Shape<typeof IdempotencyRecord>;

export interface IdempotencyRepository {
  find(id: string): Promise<IdempotencyRecord | undefined>;
  save(record: IdempotencyRecord): Write;
}
