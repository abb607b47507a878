import type { Instant } from '../clock.ts';
import type { Write } from '../store.ts';

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
export interface IdempotencyRecord {
  readonly id: string;
  readonly version: number;
  readonly request: string;
  readonly expiresAt: Instant;
  /** Id of the first thing that the request wrote: what an answer that was not kept is made from again. */
  readonly makes?: string | undefined;
  /** A body past `keptBodyLimit` is left out. */
  readonly answer?:
    | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body?: string | undefined }
    | undefined;
  /** The answer held a secret and is not kept: a replay is told so. */
  readonly secret?: boolean | undefined;
}

export interface IdempotencyRepository {
  find(id: string): Promise<IdempotencyRecord | undefined>;
  save(record: IdempotencyRecord): Write;
}
