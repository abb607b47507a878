import type { Page, PageRequest } from '../../domain/store.ts';
import type { Records, Row } from '../records.ts';
import { postingShards } from '../table.ts';

/** At most so many rows are read for one request of a list (T4): then a page is short and has a cursor. */
const readAtMost = 1_000;

/** A list that lies in shards: sort keys from `from` to `to`, all of them unless given. */
interface ShardedList {
  readonly partitions: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

interface PageQuery<Entity> {
  /** What is wanted stands in all of these lists, under the same sort key. */
  readonly lists: readonly ShardedList[];
  /** How many rows `judge` reads for one row at most. */
  readonly rowsEach: number;
  /** What the rows of a list lead to, in their order; undefined for a row that leads to nothing that is wanted. */
  readonly judge: (rows: readonly Row[]) => Promise<readonly (Entity | undefined)[]>;
}

/** What was read of a list: every row of it up to `end`, or all that is left of it where there is no `end`. */
interface Stretch {
  readonly rows: readonly Row[];
  readonly end: string | undefined;
  readonly read: number;
}

const bySortKey = (one: Row, other: Row): number => (one.sk < other.sk ? -1 : 1);

/** Reads on in each shard of a list. Past the end of the shard that was read least far, rows of it may be missing: they come next time. */
const readOn = async (records: Records, list: ShardedList, after: string | undefined, perShard: number): Promise<Stretch> => {
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
    // A query that goes on after a row reads that row again.
    read: rows.length + (after === undefined ? 0 : partitions.length),
  };
};

/** The stretch that reaches furthest with the same number of rows: that of the rarest value. */
const rarest = (one: Stretch, other: Stretch): Stretch => {
  if (one.end === other.end) return one.rows.length <= other.rows.length ? one : other;
  if (one.end === undefined || other.end === undefined) return one.end === undefined ? one : other;
  return one.end > other.end ? one : other;
};

/** Whether a stretch shows that a sort key is not in its list. */
const rulesOut = ({ rows, end }: Stretch): ((sk: string) => boolean) => {
  const known = new Set(rows.map(({ sk }) => sk));
  return (sk) => (end === undefined || sk <= end) && !known.has(sk);
};

/** The rows of the rarest list that may stand in all the others too, and where the next stretch begins. */
const candidatesOf = (stretches: readonly Stretch[]): Pick<Stretch, 'rows' | 'end'> => {
  const driver = stretches.reduce(rarest);
  const others = stretches.filter((stretch) => stretch !== driver).map(rulesOut);
  return { rows: driver.rows.filter(({ sk }) => !others.some((isOut) => isOut(sk))), end: driver.end };
};

/** How many rows a shard is asked for: a quarter more than its share, so that uneven shards seldom take a second round. */
const shareOf = (wanted: number): number => Math.ceil((wanted / postingShards) * 1.25) + 2;

/**
 * A page of what stands in several lists at once, in the order of their sort keys (T11). Each round reads on in all lists from one
 * position, lets the rarest propose, drops what the others rule out, and judges what is left by the rows it leads to. So a page is full
 * unless the list ends or a thousand rows were read; then the cursor is where the reading stopped.
 */
export const readPage = async <Entity>(
  records: Records,
  { limit, after }: PageRequest,
  { lists, rowsEach, judge }: PageQuery<Entity>,
): Promise<Page<Entity>> => {
  const found: { readonly entity: Entity; readonly sk: string }[] = [];
  let [position, left] = [after, readAtMost];

  /** Judges rows until the page is full, one entity past it, so that the last page has no cursor. */
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
    const stretches = await Promise.all(lists.map((list) => readOn(records, list, position, perShard)));
    left -= stretches.reduce((sum, { read }) => sum + read, 0);
    const { rows, end } = candidatesOf(stretches);
    await take(rows);
    const page = found.slice(0, limit);
    const items = page.map(({ entity }) => entity);
    if (found.length > limit) return { items, nextCursor: page.at(-1)?.sk };
    if (end === undefined) return { items };
    position = end;
  }
};
