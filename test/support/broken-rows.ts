import { expect } from '@jest/globals';
import type { Records, Row, RowWrite } from '../../shared/data/records.ts';
import type { InMemoryRecords } from './in-memory-records.ts';

/** Writes a row without checking its schema, as another program or a newer version might. */
export const writeRow = (records: Pick<Records, 'writeOnce'>, row: Row): Promise<void> => {
  const write: RowWrite = { label: row.type, kind: 'put', key: { pk: row.pk, sk: row.sk }, when: 'absent', row };
  return records.writeOnce([write]);
};

/** Writes a row with other values for some of its fields, which its schema does not accept. */
export const writeBroken = (records: Pick<Records, 'writeOnce'>, row: Row, faults: Readonly<Record<string, unknown>>): Promise<void> =>
  writeRow(records, { ...row, data: { ...row.data, ...faults } });

/** Makes stored rows of a type unreadable: all of them, or those for which `isSelected` is true. At least one must exist. */
export const breakRows = async (
  { records }: { readonly records: InMemoryRecords },
  type: string,
  faults: Readonly<Record<string, unknown>>,
  isSelected: (row: Row) => boolean = () => true,
): Promise<void> => {
  const rows = records.all().filter((row) => row.type === type && isSelected(row));
  expect(rows).not.toEqual([]);
  for (const row of rows) await writeBroken(records, row, faults);
};
