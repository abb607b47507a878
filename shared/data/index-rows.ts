import type { IndexEntry, Records, Row } from './records.ts';
import { type IndexName, indexes } from './table.ts';

const place = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => `${pk}\u0000${sk}`;

/**
 * Reads the rows of index entries, a hundred in each request. Undefined for an entry whose row was removed, or has moved to another place in
 * the index since: an index is updated a moment after the table.
 */
export const rowsOfEntries = async (
  records: Records,
  index: IndexName,
  entries: readonly IndexEntry[],
): Promise<readonly (Row | undefined)[]> => {
  const found = new Map((await records.readMany(entries)).map((row) => [place(row), row]));
  const { partition, sort } = indexes[index];
  return entries.map((entry) => {
    const row = found.get(place(entry));
    return row?.[partition] === entry.partition && row[sort] === entry.position ? row : undefined;
  });
};
