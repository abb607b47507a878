import type { Row } from '../../shared/data/records.ts';

/** A range of sort keys in one partition, from `low` to `high`, both inclusive. */
interface Range {
  readonly partition: string;
  readonly low: string | undefined;
  readonly high: string | undefined;
  readonly descending: boolean;
}

/**
 * Rows by partition, sorted by sort key, so that the time of a query depends on the rows that it finds and not on the size of the table. Rows
 * without these keys are left out, as in a sparse index.
 */
export const sortedRows = ({ partition, sort }: { readonly partition: string; readonly sort: string }) => {
  const partitions = new Map<string, Row[]>();
  const keyOf = (row: Row): string => String(row[sort]);
  const hasKeys = (row: Row): boolean => row[partition] !== undefined && row[sort] !== undefined;

  /** Rows of an index that share both keys are ordered by their primary keys. */
  const isBefore = (one: Row, other: Row): boolean => {
    const [left, right] = [keyOf(one), keyOf(other)];
    if (left !== right) return left < right;
    return one.pk === other.pk ? one.sk < other.sk : one.pk < other.pk;
  };

  /** The first position whose row is not before the target (binary search). */
  const search = (rows: readonly Row[], before: (row: Row) => boolean): number => {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(rows[middle] as Row)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const rowsOf = (row: Row): Row[] => {
    const name = String(row[partition]);
    const known = partitions.get(name) ?? [];
    partitions.set(name, known);
    return known;
  };

  return {
    add: (row: Row): void => {
      if (!hasKeys(row)) return;
      const rows = rowsOf(row);
      rows.splice(
        search(rows, (other) => isBefore(other, row)),
        0,
        row,
      );
    },
    drop: (row: Row): void => {
      if (!hasKeys(row)) return;
      const rows = rowsOf(row);
      rows.splice(
        search(rows, (other) => isBefore(other, row)),
        1,
      );
    },
    range: ({ partition: name, low, high, descending }: Range): readonly Row[] => {
      const rows = partitions.get(name) ?? [];
      const from = low === undefined ? 0 : search(rows, (row) => keyOf(row) < low);
      const to = high === undefined ? rows.length : search(rows, (row) => keyOf(row) <= high);
      const found = rows.slice(from, Math.max(from, to));
      return descending ? found.reverse() : found;
    },
  };
};
