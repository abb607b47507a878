import type { Instant } from '../domain/clock.ts';
import type { RetentionKind } from '../domain/retention.ts';
import type { Store, Write } from '../domain/store.ts';
import type { IndexName } from './table.ts';

/** The primary key of a row. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A row as it is stored: its primary key, type and index keys, and the entity under `data`. */
export interface Row extends Key {
  readonly type: string;
  /** Incremented by each write of the row. Every change is conditional on it (T2). */
  readonly version: number;
  /** Version of the schema with which the row was written. */
  readonly schema: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** Index keys (T4) and the TTL, if the row has them. */
  readonly [attribute: string]: unknown;
}

/** A conditional write (T2): put or remove a row, or check that it has not changed since it was read. */
export interface RowWrite extends Write {
  readonly kind: 'put' | 'remove' | 'check';
  readonly key: Key;
  readonly row?: Row;
  /** Which setting says how long the row is kept, counted from when. The adapter derives the TTL from it. @default no TTL, or that in the row */
  readonly kept?: { readonly kind: RetentionKind; readonly since: Instant };
  /**
   * The condition: the row is absent, or has this version. `vacant`: the row is absent, or is kept of a value that was removed. `any` means no condition. It is only for rows that belong to another row which
   * the same transaction writes conditionally, such as postings of an item (T11).
   */
  readonly when: 'absent' | 'vacant' | 'any' | number;
}

/** A query of one partition of the table (strongly consistent). */
export interface RowQuery {
  readonly partition: string;
  /** Sort keys from here on, inclusive. */
  readonly from?: string;
  /** Sort keys up to here, inclusive. */
  readonly to?: string;
  /** Sort keys after this one, or before it if descending. Used as the start of a page. */
  readonly after?: string;
  readonly limit?: number;
  readonly descending?: boolean;
}

/** A query of one partition of an index (eventually consistent, for lists only, T4). */
export interface IndexQuery extends RowQuery {
  readonly index: IndexName;
}

/** An entry of an index: the key of a row, and its place in the index. An index has nothing else of a row. */
export interface IndexEntry extends Key {
  readonly partition: string;
  /** The sort key in the index. */
  readonly position: string;
}

/**
 * A stored row that its schema does not accept. The report has the type of the row, its key and the faults, but no content and no names
 * from the row.
 */
export interface UnreadableRow {
  readonly type: string;
  /** Its key, with ids and without other values: `CHANGE#01936d3f-5c00-7000-8000-000000000001 #`. */
  readonly key: string;
  /** The fields that were not accepted, and why: `startsAt: invalid_format`. */
  readonly faults: readonly string[];
}

/** The storage interface of the repositories: DynamoDB, or an in-memory fake. Both pass the same contract tests. */
export interface Records extends Store {
  /** Reads one row (strongly consistent). */
  read(key: Key): Promise<Row | undefined>;
  /** Reads rows (strongly consistent), a hundred per request. Missing rows are left out, and the order is undefined. */
  readMany(keys: readonly Key[]): Promise<readonly Row[]>;
  /** All rows in the range, or the first `limit` of them (strongly consistent). */
  query(query: RowQuery): Promise<readonly Row[]>;
  /** All entries of an index in the range, or the first `limit` of them. `rowsOfEntries` in index-rows.ts reads their rows. */
  entries(query: IndexQuery): Promise<readonly IndexEntry[]>;
  /**
   * The next number of a counter, or the last of the next `by` numbers. Numbers are unique and increasing, and may have gaps (T3).
   * @param by how many numbers are taken. @default one
   */
  increment(counter: string, by?: number): Promise<number>;
  /** How often the table was restored from a backup: a setting of the stage. */
  readonly restoreEpoch: number;
  /** Called with each unreadable row that was found among others, to report it. The row is left out of the result. */
  readonly unreadable: (row: UnreadableRow) => void;
}
