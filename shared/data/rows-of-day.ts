import { shardsOf } from './define-row.ts';
import { rowsOfEntries } from './index-rows.ts';
import type { IndexEntry, Records, Row } from './records.ts';

/**
 * All rows of a day in the index `byTime`, for work that runs when the day is long over. `chosen` leaves entries out before their rows are
 * read.
 */
export const rowsOfDay = async (
  records: Records,
  prefix: string,
  date: string,
  chosen: (entries: readonly IndexEntry[]) => readonly IndexEntry[] = (entries) => entries,
): Promise<readonly Row[]> => {
  const index = 'byTime';
  const shards = await Promise.all(shardsOf(prefix, date).map((partition) => records.entries({ index, partition })));
  const rows = await rowsOfEntries(records, index, chosen(shards.flat()));
  return rows.filter((row) => row !== undefined);
};
