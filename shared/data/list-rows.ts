import type { Page, PageRequest } from '../domain/store.ts';
import type { RowType } from './define-row.ts';
import { readRows } from './read-rows.ts';
import type { Records, Row } from './records.ts';
import { type IndexName, indexes, primaryKey } from './table.ts';

/** At most this many rows are read for one request of a list (T4). A page may be short and still have a cursor. */
export const readAtMost = 1_000;

/** A query that continues after a row reads that row again. */
const edge = 1;

/** The fewest reads that can bring a list on: one row of each partition. */
export const fewestReads = (partitions: readonly string[]): number => partitions.length * (1 + edge);

interface ListQuery<Entity> extends PageRequest {
  /** The index that the list lies in. @default the table itself */
  readonly index?: IndexName;
  /** The shards of the list, merged by sort key. */
  readonly partitions: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly descending?: boolean;
  /** The filters that are not in the key. */
  readonly keep?: (entity: Entity) => boolean;
  /** Rows that may still be read; what is read is taken off. @default 1,000 for this list alone */
  readonly reads?: { left: number };
}

/** The attribute that a list is sorted by. */
const sortKeyOf = ({ index }: ListQuery<never>): string => (index ? indexes[index].sort : primaryKey.sort);

/** The next rows of all shards in one order, so many of each; past the first `size` of all, others may lie between. */
const nextRows = async (records: Records, query: ListQuery<never>, after: string | undefined, size: number) => {
  const { index, partitions, from, to, descending = false } = query;
  const sort = sortKeyOf(query);
  const range = { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(after ? { after } : {}) };
  const shards = await Promise.all(
    partitions.map((partition) => records.query({ ...(index ? { index } : {}), partition, limit: size, descending, ...range })),
  );
  const found: readonly Row[] = shards.flat();
  const order = descending ? -1 : 1;
  const rows = found.toSorted((one, other) => (String(one[sort]) < String(other[sort]) ? -order : order)).slice(0, size);
  return { rows, read: found.length, isLast: found.length < size };
};

/**
 * A page of a list: its partitions merged, filters applied after reading, at most 1,000 rows read (T4). The cursor is the sort
 * key of the last row that was looked at; sort keys of lists end in the id, so none is skipped or doubled.
 */
export const listRows = async <Entity, Identity>(
  records: Records,
  rowType: RowType<Entity, Identity>,
  query: ListQuery<Entity>,
): Promise<Page<Entity>> => {
  const { limit, keep = () => true, partitions, reads = { left: readAtMost } } = query;
  const items: Entity[] = [];
  const sort = sortKeyOf(query as ListQuery<never>);
  let after = query.after;
  while (reads.left >= fewestReads(partitions)) {
    // One more than a page, so that the last page has no cursor.
    const size = Math.min(limit + 1, Math.floor(reads.left / partitions.length) - edge);
    const { rows, read, isLast } = await nextRows(records, query as ListQuery<never>, after, size);
    reads.left -= read + partitions.length * edge;
    for (const row of rows) {
      if (items.length === limit) return { items, nextCursor: after };
      after = String(row[sort]);
      items.push(...readRows(records, rowType, [row]).filter(keep));
    }
    if (isLast) return { items };
  }
  return { items, nextCursor: after };
};
