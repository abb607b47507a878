import type { Row } from '../../shared/data/records.ts';
import { type IndexName, indexes } from '../../shared/data/table.ts';

/**
 * Capacity units as AWS counts them, which no emulator does. Sources: Amazon DynamoDB Developer Guide, "Item sizes and formats",
 * "Read and write operations", "Global secondary indexes: write considerations", "Transactions: capacity management". That a check in a
 * transaction counts as a write of the row is not in the guide; it was measured on AWS (martinhicks.dev, "What a conditional DynamoDB
 * transaction actually costs").
 */

/** Text and binary by their bytes; a number a byte for two digits, and one; lists and maps three, and one for each element. */
const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).replaceAll(/\D/g, '').length / 2) + (value < 0 ? 2 : 1);
  if (typeof value !== 'object' || value === null) return 1;
  const isList = Array.isArray(value);
  return Object.entries(value).reduce(
    (bytes, [name, inner]) => (inner === undefined ? bytes : bytes + 1 + (isList ? 0 : Buffer.byteLength(name)) + valueBytes(inner)),
    3,
  );
};

/** A row's bytes: the names of its attributes and their values. */
export const rowBytes = (row: Row): number =>
  Object.entries(row).reduce(
    (bytes, [name, value]) => (value === undefined ? bytes : bytes + Buffer.byteLength(name) + valueBytes(value)),
    0,
  );

/** Reading so many bytes together, at least one unit: a unit is 4 kB consistently, 8 kB from an index. */
export const readUnits = (bytes: number, consistent = true): number => Math.max(1, Math.ceil(bytes / 4_096)) * (consistent ? 1 : 0.5);

/** A unit writes 1 kB. */
const kilobytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1_024));

const indexNames = Object.keys(indexes) as IndexName[];

const entryKey = (row: Row | undefined, name: IndexName): string | undefined => {
  const { partition, sort } = indexes[name];
  return row?.[partition] === undefined ? undefined : `${row[partition]}\u0000${row[sort]}`;
};

/** What one index writes: an entry that stays under its key once, one that moves twice: away and there. All attributes are projected. */
const indexUnits = ([had, has]: readonly (string | undefined)[], [old, next]: readonly [number, number]): number => {
  if (had === has) return had === undefined ? 0 : Math.max(old, next);
  return (had === undefined ? 0 : old) + (has === undefined ? 0 : next);
};

/**
 * Writing `after` over `before` (either may be absent): the greater of both, twice in a transaction, and its entries in the indexes, whose
 * upkeep is no part of the transaction.
 */
export const writeUnits = (before: Row | undefined, after: Row | undefined, inTransaction: boolean): number => {
  const sizes = [before ? kilobytes(rowBytes(before)) : 0, after ? kilobytes(rowBytes(after)) : 0] as const;
  const inIndexes = indexNames.reduce((units, name) => units + indexUnits([entryKey(before, name), entryKey(after, name)], sizes), 0);
  return Math.max(1, ...sizes) * (inTransaction ? 2 : 1) + inIndexes;
};

/** Only checking that a row is as it was read: a write of it, as transactions count. */
export const checkUnits = (row: Row | undefined): number => kilobytes(row ? rowBytes(row) : 0) * 2;
