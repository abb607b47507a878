/**
 * The one table (T1). Keys, indexes and every access pattern stand here; a pattern that is not listed does not exist.
 *
 * Base rows: `pk` and `sk`. A row whose `sk` begins with `#` belongs to its item's card; everything else under the same `pk`
 * (history, scope, windows, events) may grow without end and is read by its own pattern only.
 * Every row carries `type`, `version` and `schema` (the schema's version, T2).
 */
export const primaryKey = { partition: 'pk', sort: 'sk' } as const;

/**
 * Overloaded indexes, each named for what it answers. `inOrder`: all of one noun, in the order made. `bySelector`: those of one
 * noun that share a value (a status, a class, a monitor). `byTime`: those of one noun at a time. `pending`: events that are not
 * published yet (E3). Keys that many writers share end in `#<shard>` (T4).
 */
export const indexes = {
  inOrder: { partition: 'inOrderPk', sort: 'inOrderSk' },
  bySelector: { partition: 'bySelectorPk', sort: 'bySelectorSk' },
  byTime: { partition: 'byTimePk', sort: 'byTimeSk' },
  pending: { partition: 'pendingPk', sort: 'pendingSk' },
} as const;

export type IndexName = keyof typeof indexes;

/** The attribute of DynamoDB's TTL: epoch seconds. Expiry is never decided by it. */
export const timeToLiveAttribute = 'ttl';

/** Shards of index keys that many writers share (T4); kept in each row, so that it may grow. */
export const indexShards = 4;
