import type { Page, PageRequest } from '../domain/store.ts';
import type { RowType } from './define-row.ts';
import { rowsOfEntries } from './index-rows.ts';
import { readRows } from './read-rows.ts';
import type { Records, Row } from './records.ts';
import type { IndexName } from './table.ts';

/** The most rows that are read for one list request (T4). For that reason a page may be short and still have a cursor. */
export const readAtMost = 1_000;

/** The number of rows that are read twice: a query that continues after a row reads that row again. */
const rereadRows = 1;

/** The least number of reads that can advance a list: one new entry of each partition, and the first of their rows. */
export const fewestReads = (partitions: readonly string[]): number => partitions.length * (1 + rereadRows) + 1;

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

/** A place in a list, with its row. The row is undefined if it was removed or moved since the index was updated. */
interface Place {
  readonly position: string;
  readonly row: Row | undefined;
}

/** How many places can be read so that all rows and entries stay within a number: one of each shard, and the row of an entry. */
const sizeWithin = ({ index, partitions }: ListQuery<never>, reads: number): number =>
  Math.floor((reads - partitions.length * rereadRows) / (partitions.length + (index ? 1 : 0)));

/** The first `size` of the places of all shards, sorted. Those beyond are dropped, because places of other shards may belong between them. */
const merged = <Each>(shards: readonly (readonly Each[])[], positionOf: (each: Each) => string, size: number, descending: boolean) => {
  const found = shards.flat();
  const order = descending ? -1 : 1;
  const places = found.toSorted((one, other) => (positionOf(one) < positionOf(other) ? -order : order)).slice(0, size);
  return { places, read: found.length, isLast: found.length < size };
};

/** The next `size` places of all shards. */
const nextPlaces = async (records: Records, query: ListQuery<never>, after: string | undefined, size: number) => {
  const { index, partitions, from, to, descending = false } = query;
  const range = { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(after ? { after } : {}), limit: size, descending };
  if (!index) {
    const shards = await Promise.all(partitions.map((partition) => records.query({ partition, ...range })));
    const { places, ...rest } = merged(shards, ({ sk }) => sk, size, descending);
    return { ...rest, places: places.map((row): Place => ({ position: row.sk, row })) };
  }
  const shards = await Promise.all(partitions.map((partition) => records.entries({ index, partition, ...range })));
  const { places, ...rest } = merged(shards, ({ position }) => position, size, descending);
  const rows = await rowsOfEntries(records, index, places);
  return { ...rest, read: rest.read + rows.length, places: places.map(({ position }, at): Place => ({ position, row: rows[at] })) };
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
  let after = query.after;
  while (reads.left >= fewestReads(partitions)) {
    // One row more than the page, to know whether there is a next page.
    const size = Math.min(limit + 1, sizeWithin(query as ListQuery<never>, reads.left));
    const { places, read, isLast } = await nextPlaces(records, query as ListQuery<never>, after, size);
    reads.left -= read + partitions.length * rereadRows;
    for (const { position, row } of places) {
      if (items.length === limit) return { items, nextCursor: after };
      after = position;
      if (row) items.push(...readRows(records, rowType, [row]).filter(keep));
    }
    if (isLast) return { items };
  }
  return { items, nextCursor: after };
};
