import type { Page, PageRequest } from '../domain/store.ts';
import type { RowType } from './define-row.ts';
import { readRows } from './read-rows.ts';
import type { Records, Row } from './records.ts';
import { type IndexName, indexes } from './table.ts';

/** At most so many rows are read for one request of a list (T4): a page may be short and still have a cursor. */
const readAtMost = 1_000;

interface ListQuery<Entity> extends PageRequest {
  readonly index: IndexName;
  /** The shards of the list, merged by sort key. */
  readonly partitions: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly descending?: boolean;
  /** The filters that are not in the key. */
  readonly keep?: (entity: Entity) => boolean;
}

/** The next rows of all shards in one order, so many of each; past the first `size` of all, others may lie between. */
const nextRows = async (records: Records, query: ListQuery<never>, after: string | undefined, size: number) => {
  const { index, partitions, from, to, descending = false } = query;
  const { sort } = indexes[index];
  const range = { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(after ? { after } : {}) };
  const shards = await Promise.all(partitions.map((partition) => records.query({ index, partition, limit: size, descending, ...range })));
  const found: readonly Row[] = shards.flat();
  const order = descending ? -1 : 1;
  const rows = found.toSorted((one, other) => (String(one[sort]) < String(other[sort]) ? -order : order)).slice(0, size);
  return { rows, read: found.length, isLast: found.length < size };
};

/**
 * A page of a list that lies in an index: shards merged, filters applied after, at most 1,000 rows read (T4). The cursor is the sort
 * key of the last row that was looked at; sort keys of lists end in the id, so none is skipped or doubled.
 */
export const listRows = async <Entity, Identity>(
  records: Records,
  rowType: RowType<Entity, Identity>,
  query: ListQuery<Entity>,
): Promise<Page<Entity>> => {
  const { limit, keep = () => true, partitions } = query;
  const items: Entity[] = [];
  const { sort } = indexes[query.index];
  let after = query.after;
  // A query that goes on after a row reads that row again (T4 counts it).
  const edge = 1;
  for (let left = readAtMost; left >= partitions.length * (1 + edge); ) {
    // One more than a page, so that the last page has no cursor.
    const size = Math.min(limit + 1, Math.floor(left / partitions.length) - edge);
    const { rows, read, isLast } = await nextRows(records, query as ListQuery<never>, after, size);
    for (const row of rows) {
      if (items.length === limit) return { items, nextCursor: after };
      after = String(row[sort]);
      items.push(...readRows(records, rowType, [row]).filter(keep));
    }
    if (isLast) return { items };
    left -= read + partitions.length * edge;
  }
  return { items, nextCursor: after };
};
