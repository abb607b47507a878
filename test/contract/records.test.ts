import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { defineRow } from '../../shared/data/define-row.ts';
import { guards } from '../../shared/data/guard-rows.ts';
import type { Records } from '../../shared/data/records.ts';
import { isStaleWrite, type StaleWrite } from '../../shared/domain/store.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { thingRow } from '../support/thing-row.ts';

const row = defineRow<{ pk: string; sk: string; version: number }, { pk: string; sk: string }>({
  type: 'Row',
  schema: () => z.strictObject({ pk: z.string(), sk: z.string(), version: z.int() }),
  primary: ({ pk, sk }) => ({ pk, sk }),
});

const staleWriteOf = async (commit: Promise<void>): Promise<StaleWrite> => {
  const error = await commit.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isStaleWrite(error)) throw new Error(`expected a StaleWrite, got ${String(error)}`);
  return error;
};

describe.each(recordsKinds)('records on %s', (_, open) => {
  let records: Records;
  beforeAll(async () => {
    records = await open();
  });
  const read = async (id: string) => {
    const found = await records.read(thingRow.key({ id }));
    return found && thingRow.fromRow(found);
  };

  it('T2 a row is read as it was written, including fields named constructor and prototype', async () => {
    const one = { id: 'odd', version: 1, group: 'a', labels: { constructor: 'x', prototype: 'y' } };
    await records.commit([thingRow.save(one)]);

    expect(await read('odd')).toEqual(one);
  });

  it('T2 a new row is written only if it is absent', async () => {
    const one = { id: 'new', version: 1, group: 'a' };
    await records.commit([thingRow.save(one)]);

    const error = await staleWriteOf(records.commit([thingRow.save({ ...one, note: 'again' })]));

    expect(error.labels).toEqual(['Thing THING#new #']);
    expect(await read('new')).toEqual(one);
  });

  it('T2 a row is changed only on the version that was read', async () => {
    await records.commit([thingRow.save({ id: 'changed', version: 1, group: 'a' })]);
    await records.commit([thingRow.save({ id: 'changed', version: 2, group: 'a', note: 'first' })]);

    await staleWriteOf(records.commit([thingRow.save({ id: 'changed', version: 2, group: 'a', note: 'late' })]));

    expect(await read('changed')).toMatchObject({ version: 2, note: 'first' });
  });

  it('T2 a row is removed only on the version that was read, and is then gone', async () => {
    const two = { id: 'removed', version: 2, group: 'a' };
    await records.commit([thingRow.save({ ...two, version: 1 })]);

    await staleWriteOf(records.commit([thingRow.remove(two)]));
    await records.commit([thingRow.save(two)]);
    await records.commit([thingRow.remove(two)]);

    expect(await read('removed')).toBeUndefined();
  });

  it('T2 a check writes nothing and fails for a row that changed or is gone', async () => {
    await records.commit([thingRow.save({ id: 'checked', version: 1, group: 'a' })]);

    await records.commit([
      thingRow.unchanged({ id: 'checked', version: 1, group: 'a' }),
      thingRow.save({ id: 'beside', version: 1, group: 'a' }),
    ]);
    await staleWriteOf(records.commit([thingRow.unchanged({ id: 'checked', version: 2, group: 'a' })]));
    await staleWriteOf(records.commit([thingRow.unchanged({ id: 'never', version: 1, group: 'a' })]));

    expect(await read('checked')).toMatchObject({ version: 1 });
    expect(await read('beside')).toBeDefined();
  });

  it('T5 a transaction is all or nothing, and its error names the rows whose condition failed', async () => {
    await records.commit([thingRow.save({ id: 'there', version: 1, group: 'a' })]);

    const error = await staleWriteOf(
      records.commit([
        thingRow.save({ id: 'with-it', version: 1, group: 'a' }),
        thingRow.save({ id: 'there', version: 1, group: 'a' }),
        thingRow.save({ id: 'lost-too', version: 5, group: 'a' }),
      ]),
    );

    expect(error.labels).toEqual(['Thing THING#there #', 'Thing THING#lost-too #']);
    expect(await read('with-it')).toBeUndefined();
  });

  it('T3 the error for a taken guard names its scheme and value', async () => {
    const names = guards(records, 'team');
    await records.commit(names.change('one', [], [{ scheme: 'name', value: 'blue and green' }]));

    const error = await staleWriteOf(records.commit(names.change('two', [], [{ scheme: 'name', value: 'blue and green' }])));

    expect(error.labels).toEqual(['Guard name blue and green']);
    expect(await names.ownerOf({ scheme: 'name', value: 'blue and green' })).toBe('one');
  });

  it('T5 of several concurrent changes of one row, one succeeds', async () => {
    await records.commit([thingRow.save({ id: 'contended', version: 1, group: 'a' })]);

    const tries = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e'].map((note) => records.commit([thingRow.save({ id: 'contended', version: 2, group: 'a', note })])),
    );

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tries.flatMap((tried) => (tried.status === 'rejected' && !isStaleWrite(tried.reason) ? [tried.reason] : []))).toEqual([]);
    expect(await read('contended')).toMatchObject({ version: 2 });
  });

  it('T5 one row is committed without a transaction, on the same condition', async () => {
    await records.commitOne(thingRow.save({ id: 'alone', version: 1, group: 'a' }));
    await records.commitOne(thingRow.save({ id: 'alone', version: 2, group: 'a', note: 'second' }));

    const error = await staleWriteOf(records.commitOne(thingRow.save({ id: 'alone', version: 2, group: 'a', note: 'late' })));

    expect(error.labels).toEqual(['Thing THING#alone #']);
    expect(await read('alone')).toMatchObject({ version: 2, note: 'second' });
    await expect(records.commitOne(thingRow.remove({ id: 'alone', version: 2, group: 'a' }))).rejects.toThrow('only a conditional put');
  });

  it('T3 a counter returns each number once, from one upwards', async () => {
    const numbers = await Promise.all(Array.from({ length: 10 }, () => records.increment('numbers')));

    expect([...numbers].sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await records.increment('others')).toBe(1);
  });

  it('T3 a counter gives several numbers at once, of which it returns the last', async () => {
    await records.increment('blocks');
    const ends = await Promise.all([records.increment('blocks', 5), records.increment('blocks', 5)]);

    expect([...ends].sort((one, other) => one - other)).toEqual([6, 11]);
    expect(await records.increment('blocks')).toBe(12);
  });

  it('T2 rows that never change are written in batches of any size, and a repeated batch does no harm', async () => {
    const writes = Array.from({ length: 230 }, (__, at) => row.save({ pk: 'ONCE', sk: `#${String(at).padStart(3, '0')}`, version: 1 }));

    await records.writeOnce(writes);
    await records.writeOnce(writes);

    expect(await records.query({ partition: 'ONCE' })).toHaveLength(230);
  });

  it('T1 many rows are read at once, each once, without the missing ones', async () => {
    const keys = Array.from({ length: 240 }, (__, at) => ({ pk: 'ONCE', sk: `#${String(at).padStart(3, '0')}` }));

    const rows = await records.readMany([...keys, ...keys.slice(0, 5)]);

    expect(new Set(rows.map(({ sk }) => sk)).size).toBe(230);
    expect(rows).toHaveLength(230);
    expect(await records.readMany([])).toEqual([]);
  });

  it('T2 a reader cannot change the stored row through the one that it read', async () => {
    await records.commit([thingRow.save({ id: 'kept', version: 1, group: 'a', note: 'as written' })]);

    const found = await records.read(thingRow.key({ id: 'kept' }));
    if (found) (found.data as { note: string }).note = 'scribbled';

    expect(await read('kept')).toMatchObject({ note: 'as written' });
  });
});
