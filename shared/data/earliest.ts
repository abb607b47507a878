import type { Instant } from '../domain/clock.ts';
import type { Records } from './records.ts';
import type { IndexName } from './table.ts';

interface IndexedTimes {
  readonly index: IndexName;
  /** The shards of a list whose sort keys begin with a time. */
  readonly partitions: readonly string[];
  /** Earlier times are left out. */
  readonly from?: Instant;
}

/** The earliest time in an index. It reads one entry of each shard. */
export const earliestIn = async (
  records: Pick<Records, 'entries'>,
  { index, partitions, ...range }: IndexedTimes,
): Promise<Instant | undefined> => {
  const first = await Promise.all(partitions.map((partition) => records.entries({ index, partition, ...range, limit: 1 })));
  return first
    .flat()
    .flatMap(({ position }) => position.split('#', 1))
    .toSorted()[0];
};
