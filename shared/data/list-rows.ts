import type { Page, PageRequest } from '../domain/store.ts';
import type { RowType } from './define-row.ts';
import { readRows } from './read-rows.ts';
import type { Records, Row } from './records.ts';
import { type IndexName, indexes, primaryKey } from './table.ts';

/** The most rows that are read for one list request (T4). For that reason a page may be short and still have a cursor. */
export const readAtMost = 1_000;

/** The number of rows that are read twice: a query that continues after a row reads that row again. */
const rereadRows = 1;

/** The least number of reads that can advance a list: one new row of each partition. */
export const fewestReads = (partitions: readonly string[]): number => partitions.length * (1 + rereadRows);

interface ListQuery<Entity> extends PageRequest {
  /** The index to query. @default the table itself */
  readonly index?: IndexName;
  /** The shards of the list, merged by sort key. */
  readonly partitions: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly descending?: boolean;
  /** Filters that are not in the key. They are applied to the rows after reading. */
  readonly keep?: (entity: Entity) => boolean;
  /** How many rows may still be read. `listRows` subtracts the rows that it reads. @default 1,000 for this list alone */
  readonly reads?: { left: number };
}

/** The attribute that a list is sorted by. */
const sortKeyOf = ({ index }: ListQuery<never>): string => (index ? indexes[index].sort : primaryKey.sort);

/** The next `size` rows of all shards, sorted. Rows beyond that are dropped, because rows of other shards may belong between them. */
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
 * Reads a page of a list: merges its partitions and applies filters after reading, with at most 1,000 rows read (T4). The cursor is the
 * sort key of the last row that was read. Sort keys of lists end with the id, so they are unique and no row is skipped or repeated.
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
    // One row more than the page, to know whether there is a next page.
    const size = Math.min(limit + 1, Math.floor(reads.left / partitions.length) - rereadRows);
    const { rows, read, isLast } = await nextRows(records, query as ListQuery<never>, after, size);
    reads.left -= read + partitions.length * rereadRows;
    for (const row of rows) {
      if (items.length === limit) return { items, nextCursor: after };
      after = String(row[sort]);
      items.push(...readRows(records, rowType, [row]).filter(keep));
    }
    if (isLast) return { items };
  }
  return { items, nextCursor: after };
};
