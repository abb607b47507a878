import type { IndexQuery, Key, Row, RowQuery } from '../../shared/data/records.ts';
import { type IndexName, indexes, primaryKey } from '../../shared/data/table.ts';
import { sortedRows } from './sorted-rows.ts';

export const place = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

/** The range of a query as the adapter sends it. `after` narrows the range; the row at that key is read and dropped. */
const rangeOf = ({ partition, from, to, after, descending = false }: RowQuery) => ({
  partition,
  low: descending ? from : (after ?? from),
  high: descending ? (after ?? to) : to,
  descending,
});

/** The rows by key, and sorted for each index. */
export const rowTable = () => {
  const rows = new Map<string, Row>();
  const byKey = sortedRows(primaryKey);
  const byIndex = Object.fromEntries(Object.entries(indexes).map(([name, keys]) => [name, sortedRows(keys)])) as Record<
    IndexName,
    typeof byKey
  >;
  const orders = [byKey, ...Object.values(byIndex)];
  const set = (key: Key, row: Row | undefined): void => {
    const before = rows.get(place(key));
    if (before) for (const order of orders) order.drop(before);
    if (row) for (const order of orders) order.add(row);
    if (row) rows.set(place(key), row);
    else rows.delete(place(key));
  };
  return {
    all: () => [...rows.values()],
    get: (key: Key) => rows.get(place(key)),
    set,
    /** The rows that a query reads, including the row at `after`, which the query does not return. */
    read: (query: RowQuery | IndexQuery): readonly Row[] => {
      const found = ('index' in query ? byIndex[query.index] : byKey).range(rangeOf(query));
      return query.limit === undefined ? found : found.slice(0, query.limit + (query.after === undefined ? 0 : 1));
    },
  };
};
