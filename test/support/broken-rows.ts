import type { Records, Row, RowWrite } from '../../shared/data/records.ts';

/** Writes a row without checking its schema, as another program or a newer version might. */
export const writeRow = (records: Pick<Records, 'writeOnce'>, row: Row): Promise<void> => {
  const write: RowWrite = { label: row.type, kind: 'put', key: { pk: row.pk, sk: row.sk }, when: 'absent', row };
  return records.writeOnce([write]);
};

/** Writes a row with other values for some of its fields, which its schema does not accept. */
export const writeBroken = (records: Pick<Records, 'writeOnce'>, row: Row, faults: Readonly<Record<string, unknown>>): Promise<void> =>
  writeRow(records, { ...row, data: { ...row.data, ...faults } });
