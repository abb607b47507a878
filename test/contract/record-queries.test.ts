import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { defineRow } from '../../shared/data/define-row.ts';
import type { Records } from '../../shared/data/records.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const row = defineRow<{ pk: string; sk: string; version: number }, { pk: string; sk: string }>({
  type: 'Row',
  schema: () => z.strictObject({ pk: z.string(), sk: z.string(), version: z.int() }),
  primary: ({ pk, sk }) => ({ pk, sk }),
});

describe.each(recordsKinds)('queries of records on %s', (_, open) => {
  let records: Records;
  const sorts = ['#', '#card', 'A#1', 'A#2', 'A#3', 'B#1'];
  beforeAll(async () => {
    records = await open();
    await records.commit(sorts.map((sk) => row.save({ pk: 'QUERIED', sk, version: 1 })));
  });
  const found = async (query: Omit<Parameters<Records['query']>[0], 'partition'>) =>
    (await records.query({ partition: 'QUERIED', ...query })).map(({ sk }) => sk);

  it('T6 a range includes both its ends, and either may be left out', async () => {
    expect(await found({})).toEqual(sorts);
    expect(await found({ from: 'A#1', to: 'A#3' })).toEqual(['A#1', 'A#2', 'A#3']);
    expect(await found({ from: 'A#3' })).toEqual(['A#3', 'B#1']);
    expect(await found({ to: '#card' })).toEqual(['#', '#card']);
    expect(await found({ from: 'X' })).toEqual([]);
  });

  it('I4 a query after a key leaves that key out', async () => {
    expect(await found({ from: 'A#1', to: 'A#3', after: 'A#1' })).toEqual(['A#2', 'A#3']);
    expect(await found({ after: 'A#2', limit: 1 })).toEqual(['A#3']);
    expect(await found({ after: 'A#2x', limit: 1 })).toEqual(['A#3']);
    expect(await found({ after: 'B#1' })).toEqual([]);
  });

  it('I4 a descending query continues before the last key', async () => {
    expect(await found({ descending: true })).toEqual([...sorts].reverse());
    expect(await found({ descending: true, from: 'A#1', to: 'A#3', after: 'A#3' })).toEqual(['A#2', 'A#1']);
    expect(await found({ descending: true, after: 'A#2', limit: 2 })).toEqual(['A#1', '#card']);
  });

  it('I4 a range that ends before it begins is empty, as with a cursor outside the range', async () => {
    expect(await found({ from: 'B', to: 'A' })).toEqual([]);
    expect(await found({ to: 'A#1', after: 'A#2' })).toEqual([]);
    expect(await found({ descending: true, from: 'A#2', after: 'A#1' })).toEqual([]);
  });

  it('I4 a limit returns the first rows of the range', async () => {
    expect(await found({ limit: 2 })).toEqual(['#', '#card']);
    expect(await found({ from: 'A', limit: 100 })).toEqual(['A#1', 'A#2', 'A#3', 'B#1']);
  });
});
