import type { Instant } from '../domain/clock.ts';
import type { Records } from './records.ts';
import { type IndexName, indexes } from './table.ts';

interface IndexedTimes {
  readonly index: IndexName;
  /** The shards of a list whose sort keys begin with a time. */
  readonly partitions: readonly string[];
  /** Earlier times are left out. */
  readonly from?: Instant;
}

/** The earliest time in an index. It reads one row of each shard, and of that row only the key: the index needs to contain no more. */
export const earliestIn = async (
  records: Pick<Records, 'query'>,
  { index, partitions, ...range }: IndexedTimes,
): Promise<Instant | undefined> => {
  const first = await Promise.all(partitions.map((partition) => records.query({ index, partition, ...range, limit: 1 })));
  return first
    .flat()
    .flatMap((row) => String(row[indexes[index].sort]).split('#', 1))
    .toSorted()[0];
};
