import type { Store, Write } from '../domain/store.ts';
import type { IndexName } from './table.ts';

/** Where a row lies. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A row as the table holds it: where it lies, what it is, what indexes it, and the entity itself under `data`. */
export interface Row extends Key {
  readonly type: string;
  /** Counts the writes of this row; every change is conditional on it (T2). */
  readonly version: number;
  /** Version of the schema that the row was written by. */
  readonly schema: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** Index keys (T4) and the TTL, where the row has them. */
  readonly [attribute: string]: unknown;
}

/** A conditional write (T2): put or remove a row, or only check that it is as it was read. */
export interface RowWrite extends Write {
  readonly kind: 'put' | 'remove' | 'check';
  readonly key: Key;
  readonly row?: Row;
  /**
   * The row must be absent, or have this version. `any` is for rows whose key belongs to another row that the same transaction writes
   * under its condition: postings of an item (T11).
   */
  readonly when: 'absent' | 'any' | number;
}

/** A query of one partition, of the table (consistent) or of an index (lists only, T4). */
export interface RowQuery {
  readonly index?: IndexName;
  readonly partition: string;
  /** Sort keys from here on, inclusive. */
  readonly from?: string;
  /** Sort keys up to here, inclusive. */
  readonly to?: string;
  /** Sort keys after this one (before it when descending): where a page begins. */
  readonly after?: string;
  readonly limit?: number;
  readonly descending?: boolean;
}

/**
 * A row that was found and that its own schema does not accept. It says which kind of row it is and what is wrong with it, without the
 * content, the ids and the names that it may hold.
 */
export interface UnreadableRow {
  readonly type: string;
  /** The first part of its key: `EPISODE`. */
  readonly key: string;
  /** The fields that were not accepted, and why: `startsAt: invalid_format`. */
  readonly faults: readonly string[];
}

/** What the repositories stand on: DynamoDB, or the in-memory fake. Both pass the same contract suite. */
export interface Records extends Store {
  /** One row, consistently. */
  read(key: Key): Promise<Row | undefined>;
  /** Rows that are there, consistently, in no order; a hundred a request. */
  readMany(keys: readonly Key[]): Promise<readonly Row[]>;
  /** All rows in range, or the first `limit`; base queries are consistent. */
  query(query: RowQuery): Promise<readonly Row[]>;
  /** The next number of a counter: unique and rising, gaps are allowed (T3). */
  increment(counter: string): Promise<number>;
  /** Told of each unreadable row that was found among others: it is reported, left out, and stops only itself. */
  readonly unreadable: (row: UnreadableRow) => void;
}
