import type { Page, PageRequest } from '../../domain/store.ts';
import { readAtMost } from '../list-rows.ts';
import type { Records, Row } from '../records.ts';
import { postingShards } from '../table.ts';

/** The most rows that are read for one list request (T4). After that, the page may be short and has a cursor. */

/** A sharded list: the sort keys from `from` to `to`. Without them, all sort keys. */
interface ShardedList {
  readonly partitions: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

interface PageQuery<Entity> {
  /** The page contains what is in all of these lists under the same sort key. */
  readonly lists: readonly ShardedList[];
  /** How many rows `judge` reads at most for each row that it gets. */
  readonly rowsEach: number;
  /** Reads the entities that the rows refer to, in the same order; undefined for an entity that does not belong on the page. */
  readonly judge: (rows: readonly Row[]) => Promise<readonly (Entity | undefined)[]>;
}

/** A range of a list that has been read completely: all rows up to `end`, or all remaining rows if there is no `end`. */
interface ReadRange {
  readonly rows: readonly Row[];
  readonly end: string | undefined;
  readonly read: number;
}

const bySortKey = (one: Row, other: Row): number => (one.sk < other.sk ? -1 : 1);

/**
 * Reads the next rows of each shard of a list. Each shard may have been read up to another sort key. The range ends at the lowest of them,
 * because rows may be missing after it. The next call reads those.
 */
const readNext = async (records: Records, list: ShardedList, after: string | undefined, perShard: number): Promise<ReadRange> => {
  const { partitions, ...range } = list;
  const shards = await Promise.all(
    partitions.map((partition) => records.query({ partition, ...range, limit: perShard, ...(after === undefined ? {} : { after }) })),
  );
  const end = shards
    .flatMap((rows) => (rows.length === perShard ? (rows.at(-1)?.sk ?? []) : []))
    .toSorted()
    .at(0);
  const rows = shards.flat();
  return {
    rows: rows.filter(({ sk }) => end === undefined || sk <= end).toSorted(bySortKey),
    end,
    // A query that continues after a row reads that row again.
    read: rows.length + (after === undefined ? 0 : partitions.length),
  };
};

/** The range that extends further. All lists read the same number of rows, so this is the range of the rarest value. */
const rarest = (one: ReadRange, other: ReadRange): ReadRange => {
  if (one.end === other.end) return one.rows.length <= other.rows.length ? one : other;
  if (one.end === undefined || other.end === undefined) return one.end === undefined ? one : other;
  return one.end > other.end ? one : other;
};

/** Tests whether a range proves that a sort key is not in its list. */
const rulesOut = ({ rows, end }: ReadRange): ((sk: string) => boolean) => {
  const known = new Set(rows.map(({ sk }) => sk));
  return (sk) => (end === undefined || sk <= end) && !known.has(sk);
};

/** The rows of the rarest list that may also be in all other lists, and the sort key after which the next range begins. */
const candidatesOf = (ranges: readonly ReadRange[]): Pick<ReadRange, 'rows' | 'end'> => {
  const driver = ranges.reduce(rarest);
  const others = ranges.filter((range) => range !== driver).map(rulesOut);
  return { rows: driver.rows.filter(({ sk }) => !others.some((isOut) => isOut(sk))), end: driver.end };
};

/** How many rows to read from each shard: a quarter more than its share, so that uneven shards rarely need a second round. */
const shareOf = (wanted: number): number => Math.ceil((wanted / postingShards) * 1.25) + 2;

/**
 * Reads a page of the entities that are in all given lists, ordered by sort key (T11). Each round reads the next rows of all lists from the
 * same position. Candidates are the rows of the rarest list, without those that another list rules out. `judge` then reads the entities of
 * the candidates. A page is full unless the lists end or 1,000 rows were read. In the second case the cursor is the last position.
 */
export const readPage = async <Entity>(
  records: Records,
  { limit, after }: PageRequest,
  { lists, rowsEach, judge }: PageQuery<Entity>,
): Promise<Page<Entity>> => {
  const found: { readonly entity: Entity; readonly sk: string }[] = [];
  let [position, left] = [after, readAtMost];

  /** Judges rows until one entity more than the page is found, to know whether there is a next page. */
  const take = async (rows: readonly Row[]): Promise<void> => {
    for (let at = 0; at < rows.length && found.length <= limit; ) {
      const next = rows.slice(at, at + limit + 1 - found.length);
      const entities = await judge(next);
      for (const [n, { sk }] of next.entries()) {
        const entity = entities[n];
        if (entity !== undefined) found.push({ entity, sk });
      }
      at += next.length;
      left -= next.length * rowsEach;
    }
  };

  for (let round = 0; ; round += 1) {
    const affordable = Math.floor((left - lists.length * postingShards) / (postingShards * (lists.length + rowsEach)));
    const perShard = Math.min(shareOf(limit + 1 - found.length) * 2 ** round, affordable);
    if (perShard < 1) return { items: found.map(({ entity }) => entity), nextCursor: position };
    const ranges = await Promise.all(lists.map((list) => readNext(records, list, position, perShard)));
    left -= ranges.reduce((sum, { read }) => sum + read, 0);
    const { rows, end } = candidatesOf(ranges);
    await take(rows);
    const page = found.slice(0, limit);
    const items = page.map(({ entity }) => entity);
    if (found.length > limit) return { items, nextCursor: page.at(-1)?.sk };
    if (end === undefined) return { items };
    position = end;
  }
};
