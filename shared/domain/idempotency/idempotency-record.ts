import type { Instant } from '../clock.ts';
import type { Write } from '../store.ts';

/** How long the same key gives the same answer, in milliseconds (I3). */
export const keptForMillis = 24 * 60 * 60 * 1_000;
/** How long a request may take to store its answer, in milliseconds. Without an answer after that, it crashed after its commit. */
export const answeredWithinMillis = 30 * 1_000;
/** The largest body that is stored, in bytes. A larger one is built again from the stored resource. */
export const keptBodyLimit = 64 * 1_024;

/**
 * The record of an Idempotency-Key (I3). `id` is a hash of caller, method, path and key. `request` is a hash of the body. The record is
 * written in the first transaction of the request, and the answer is added afterwards. The record is ignored after `expiresAt`.
 */
export interface IdempotencyRecord {
  readonly id: string;
  readonly version: number;
  readonly request: string;
  readonly expiresAt: Instant;
  /** The id of the first resource that the request wrote. An answer that was not stored is built again from this resource. */
  readonly makes?: string | undefined;
  /** The body is left out if it is larger than `keptBodyLimit`. */
  readonly answer?:
    | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body?: string | undefined }
    | undefined;
  /** The answer contained a secret and is not stored. A replay gets an error that says so. */
  readonly secret?: boolean | undefined;
}

export interface IdempotencyRepository {
  find(id: string): Promise<IdempotencyRecord | undefined>;
  save(record: IdempotencyRecord): Write;
}
