import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvLines } from '../../../shared/data/export/csv-writer.ts';
import { csvRows } from '../../../shared/data/import/csv-rows.ts';
import { ndjsonRows } from '../../../shared/data/import/ndjson-rows.ts';
import type { FileRow } from '../../../shared/domain/import/import-repository.ts';
import { transferDesk } from '../../support/imports.ts';
import { byTest } from '../../support/items.ts';

const start = { byte: 0, line: 0 };

/** The rows of a file from a place on, read in pieces of some bytes. */
const rowsOf = async (file: Buffer, from = start, size = 7, format = 'csv'): Promise<FileRow[]> => {
  const pieces = async function* () {
    for (let at = from.byte; at < file.length; at += size) yield file.subarray(at, at + size);
  };
  const rows: FileRow[] = [];
  const read = format === 'csv' ? csvRows(pieces(), from, { encoding: 'utf-8' }) : ndjsonRows(pieces(), from, 'utf-8');
  for await (const row of read) rows.push(row);
  return rows;
};

const cell = fc.string({ unit: fc.constantFrom('a', 'ä', '€', '😀', '"', ',', '\r\n', '\n', ' '), maxLength: 6 });
const record = fc.array(cell, { minLength: 2, maxLength: 2 }).map(([one = '', other = '']) => [`x${one}`, other]);

it('I5 a file is read again from behind any of its rows, in pieces of any size, to the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 40 }), async (records, size) => {
      const file = Buffer.from(csvLines(records));
      const rows = await rowsOf(file, start, size);

      expect(rows.map(({ cells }) => cells)).toEqual(records);
      for (const [at, { after }] of rows.entries()) expect(await rowsOf(file, after, size)).toEqual(rows.slice(at + 1));
    }),
    { numRuns: 40 },
  );
});

it('I5 a row has the line in which it begins, also behind quoted line breaks and empty lines', async () => {
  const file = Buffer.from('a,b\r\n"1\r\n1",x\r\n\r\n\r\n2,x\n,\n3,x');

  expect((await rowsOf(file)).map(({ line, cells }) => [line, cells?.[0]])).toEqual([
    [1, 'a'],
    [2, '1\r\n1'],
    [6, '2'],
    [8, '3'],
  ]);
});

it('I5 each row of a file with line ends of CR alone has its own line, in pieces of any size', async () => {
  for (const size of [1, 4, 7, 100]) {
    const rows = await rowsOf(Buffer.from('a,b\r1,x\r"2\r2",x\r3,x\r'), start, size);

    expect(rows.map(({ line, cells }) => [line, cells?.[0]])).toEqual([
      [1, 'a'],
      [2, '1'],
      [3, '2\r2'],
      [5, '3'],
    ]);
  }
});

it('I5 a piece of a file may have more line ends than a function may have arguments', async () => {
  const file = Buffer.from(`a,b\n${'\n'.repeat(300_000)}1,x\n`);

  expect((await rowsOf(file, start, file.length)).map(({ line, cells }) => [line, cells?.[0]])).toEqual([
    [1, 'a'],
    [300_002, '1'],
  ]);
});

it('I5 NDJSON is read again from behind any of its rows', async () => {
  const file = Buffer.from('{"a":1}\n\n{"a":"ä"}\nnothing\n{"a":3}');
  const rows = await rowsOf(file, start, 3, 'ndjson');

  expect(rows.map(({ line, object, fault }) => [line, object?.a ?? fault?.code])).toEqual([
    [1, 1],
    [3, 'ä'],
    [4, 'import/not-json'],
    [5, 3],
  ]);
  for (const [at, { after }] of rows.entries()) expect(await rowsOf(file, after, 3, 'ndjson')).toEqual(rows.slice(at + 1));
});

it('I5 an export that takes several runs and several parts is the same file', async () => {
  const { ann, clock, queues, exportMessage, exported, exportFiles, world } = await transferDesk();
  const note = 'x'.repeat(20_000);
  for (let n = 0; n < 450; n += 1) await world.store.commit(world.assets.save(anAsset(world.ids.next(), `Asset ${n}`, note), byTest));
  const whole = await exported();
  const { body } = await ann.post('/v1/exports', { kind: 'assets', format: 'csv' });
  const { page } = world.assets;
  world.assets.page = (...request) => {
    clock.advance(40_000);
    return page(...request);
  };

  let runs = 0;
  for (let id = queues.exports.shift(); id !== undefined; id = queues.exports.shift()) {
    await exportMessage(JSON.stringify({ id }), 1);
    runs += 1;
  }

  expect(runs).toBeGreaterThan(2);
  expect(exportFiles.file(body.id)).toBe(whole);
  expect(whole.split('\r\n')).toHaveLength(452);
  expect((await ann.get(`/v1/exports/${body.id}`)).body).toMatchObject({ status: 'done', progress: { rows: 450 } });
});

const anAsset = (id: string, name: string, note: string) => {
  const at = '2026-11-24T02:00:00.000Z';
  const stamps = { id, version: 1, createdAt: at, updatedAt: at };
  return { ...stamps, kind: 'hardware', name, customFields: { note }, condition: 'working', status: 'in-stock' } as const;
};
