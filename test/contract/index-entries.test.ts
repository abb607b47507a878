import { beforeAll, describe, expect, it } from '@jest/globals';
import { rowsOfEntries } from '../../shared/data/index-rows.ts';
import type { Records } from '../../shared/data/records.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { thingRow } from '../support/thing-row.ts';

describe.each(recordsKinds)('index entries on %s', (_, open) => {
  let records: Records;
  beforeAll(async () => {
    records = await open();
  });

  it('T4 an index lists the current rows of a key in its order', async () => {
    await records.commit(['3', '1', '2'].map((id) => thingRow.save({ id, version: 1, group: 'listed' })));
    await records.commit([thingRow.save({ id: '2', version: 2, group: 'elsewhere' })]);

    const entries = await records.entries({ index: 'bySelector', partition: 'THING#listed' });
    const rows = await rowsOfEntries(records, 'bySelector', entries);

    expect(rows.map((listed) => listed && thingRow.fromRow(listed)).map((thing) => thing?.id)).toEqual(['1', '3']);
  });

  it('T4 an entry of an index has the keys of its row only, and pages like the table', async () => {
    await records.commit(['p1', 'p2', 'p3'].map((id) => thingRow.save({ id, version: 1, group: 'paged' })));
    const query = { index: 'bySelector', partition: 'THING#paged' } as const;

    const [first] = await records.entries({ ...query, limit: 1 });
    const rest = await records.entries({ ...query, after: first?.position ?? '' });

    expect(Object.keys(first ?? {}).sort()).toEqual(['partition', 'pk', 'position', 'sk']);
    expect([first, ...rest].map((entry) => entry?.partition)).toEqual(Array(3).fill('THING#paged'));
    const descending = await records.entries({ ...query, descending: true });
    expect(descending.map(({ pk }) => pk)).toEqual([first, ...rest].map((entry) => entry?.pk).reverse());
  });

  it('T4 an entry whose row has moved or gone since is not listed in its old place', async () => {
    await records.commit(['1', '2'].map((id) => thingRow.save({ id: `moving-${id}`, version: 1, group: 'from' })));
    const entries = await records.entries({ index: 'bySelector', partition: 'THING#from' });
    await records.commit([
      thingRow.save({ id: 'moving-1', version: 2, group: 'to' }),
      thingRow.remove({ id: 'moving-2', version: 1, group: 'from' }),
    ]);

    expect(entries).toHaveLength(2);
    expect(await rowsOfEntries(records, 'bySelector', entries)).toEqual([undefined, undefined]);
  });
});
