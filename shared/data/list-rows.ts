import type { Page, PageRequest } from '../domain/store.ts';
import type { Item } from './define-item.ts';
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

/** The next rows of all shards in one order. */
const nextRows = async (records: Records, query: ListQuery<never>, after: string | undefined, limit: number): Promise<readonly Row[]> => {
  const { index, partitions, from, to, descending = false } = query;
  const { sort } = indexes[index];
  const shards = await Promise.all(
    partitions.map((partition) =>
      records.query({ index, partition, limit, descending, ...(from ? { from } : {}), ...(to ? { to } : {}), ...(after ? { after } : {}) }),
    ),
  );
  return shards
    .flat()
    .sort((one, other) => (String(one[sort]) < String(other[sort]) ? -1 : 1) * (descending ? -1 : 1))
    .slice(0, limit);
};

/**
 * A page of a list that lies in an index: shards merged, filters applied after, at most 1,000 rows read (T4). The cursor is the sort
 * key of the last row that was looked at; sort keys of lists end in the id, so none is skipped or doubled.
 */
export const listRows = async <Entity, Identity>(
  records: Records,
  item: Item<Entity, Identity>,
  query: ListQuery<Entity>,
): Promise<Page<Entity>> => {
  const { limit, keep = () => true } = query;
  const items: Entity[] = [];
  const { sort } = indexes[query.index];
  let after = query.after;
  for (let read = 0; read < readAtMost; ) {
    // One more than a page, so that the last page has no cursor.
    const rows = await nextRows(records, query as ListQuery<never>, after, limit + 1);
    for (const row of rows) {
      if (items.length === limit) return { items, nextCursor: after };
      after = String(row[sort]);
      const entity = item.fromRow(row);
      if (keep(entity)) items.push(entity);
    }
    read += rows.length;
    if (rows.length <= limit) return { items };
  }
  return { items, nextCursor: after };
};
