import type { Row } from '../../shared/data/records.ts';
import { rowBytes } from '../../shared/data/row-size.ts';
import { type IndexName, indexes } from '../../shared/data/table.ts';

/**
 * Counts capacity units as AWS does; no emulator counts them. Sources: Amazon DynamoDB Developer Guide, "Item sizes and formats", "Read and
 * write operations", "Global secondary indexes: write considerations", "Transactions: capacity management". The guide does not say that a
 * condition check in a transaction counts as a write of the row; that was measured on AWS (martinhicks.dev, "What a conditional DynamoDB
 * transaction actually costs").
 */

/** Read units for this many bytes: one for each 4 kB of a consistent read, half of one otherwise, and at least for one block of 4 kB. */
export const readUnits = (bytes: number, consistent = true): number => Math.max(1, Math.ceil(bytes / 4_096)) * (consistent ? 1 : 0.5);

/** Write units for this many bytes: one for each kB. */
const kilobytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1_024));

const indexNames = Object.keys(indexes) as IndexName[];

const entryKey = (row: Row | undefined, name: IndexName): string | undefined => {
  const { partition, sort } = indexes[name];
  return row?.[partition] === undefined ? undefined : `${row[partition]}\u0000${row[sort]}`;
};

/** What an index has of a row: the keys of the table and its own. */
export const indexEntry = (row: Row, name: IndexName): Readonly<Record<string, unknown>> => {
  const { partition, sort } = indexes[name];
  return { pk: row.pk, sk: row.sk, [partition]: row[partition], [sort]: row[sort] };
};

const entryUnits = (row: Row | undefined, name: IndexName): number => (row ? kilobytes(rowBytes(indexEntry(row, name))) : 0);

/** Write units of one index, which has keys only. An entry that keeps its key is not written, one that moves is deleted and written. */
const indexUnits = (name: IndexName, before: Row | undefined, after: Row | undefined): number => {
  const [had, has] = [entryKey(before, name), entryKey(after, name)];
  if (had === has) return 0;
  return (had === undefined ? 0 : entryUnits(before, name)) + (has === undefined ? 0 : entryUnits(after, name));
};

/**
 * Write units for replacing `before` by `after` (either may be absent): the larger of both counts, twice in a transaction. The entries in the
 * indexes are added; they are not part of the transaction.
 */
export const writeUnits = (before: Row | undefined, after: Row | undefined, inTransaction: boolean): number => {
  const sizes = [before ? kilobytes(rowBytes(before)) : 0, after ? kilobytes(rowBytes(after)) : 0] as const;
  const inIndexes = indexNames.reduce((units, name) => units + indexUnits(name, before, after), 0);
  return Math.max(1, ...sizes) * (inTransaction ? 2 : 1) + inIndexes;
};

/** Write units of a condition check in a transaction, which counts as a write of the row. */
export const checkUnits = (row: Row | undefined): number => kilobytes(row ? rowBytes(row) : 0) * 2;
