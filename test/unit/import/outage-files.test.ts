import { expect, it } from '@jest/globals';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { faultsOf } from '../../support/imports.ts';
import { pastDesk } from '../../support/past.ts';

const outage = { service: 'shop', start: '2026-11-10T10:00:00Z', end: '2026-11-10T11:00:00Z', state: 'down' };

it('I5 L2 imported outages are marked as imported, and count for availability as those that people report', async () => {
  const { agree, outages, listed, availability, cora, imported } = await pastDesk();
  await agree();
  const file = 'service,start,end,state,cause,reference\nshop,2026-11-10T11:00:00+01:00,2026-11-10T11:00:00Z,down,Disk full,INC-7\n';

  const { progress, rows } = await imported(file, { kind: 'outages' }, cora);
  await outages([{ ...outage, start: '2026-11-11T10:00:00Z', end: '2026-11-11T10:30:00Z', state: 'degraded' }]);

  const [first, second] = await listed();
  expect(progress).toMatchObject({ created: 1, failed: 0 });
  expect(rows).toMatchObject([{ outcome: 'created', item: first.id }]);
  expect(first).toMatchObject({ source: 'imported', reference: 'INC-7', cause: 'Disk full', start: '2026-11-10T10:00:00.000Z' });
  expect(second).toMatchObject({ source: 'imported', state: 'degraded' });
  expect(await availability()).toMatchObject({
    outageTime: 'PT1H',
    intervals: [
      { kind: 'unplanned', source: 'imported', outage: first.id },
      { kind: 'degraded', source: 'imported', outage: second.id },
    ],
  });
});

it('I5 the same outages again change nothing: they are found by their reference, or by their beginning', async () => {
  const { outages, listed } = await pastDesk();
  const second = { ...outage, start: '2026-11-11T10:00:00Z', end: '2026-11-11T11:00:00Z' };
  const ids = (rows: readonly { readonly item: string }[]) => rows.map(({ item }) => item);
  const first = await outages([{ ...outage, reference: 'INC-1' }, second]);

  const again = await outages([{ ...outage, reference: 'INC-1' }, second]);
  const without = await outages([outage]);
  const later = await outages([{ ...second, reference: 'INC-2' }]);
  const other = await outages([{ ...outage, reference: 'INC-3', state: 'degraded' }]);

  expect(again.progress).toMatchObject({ unchanged: 2, failed: 0 });
  expect(ids(again.rows)).toEqual(ids(first.rows));
  expect(ids(without.rows)).toEqual(ids(first.rows).slice(0, 1));
  expect(ids(later.rows)).toEqual(ids(first.rows).slice(1));
  expect(other.progress).toMatchObject({ created: 1 });
  expect(await listed()).toHaveLength(3);
});

it('I5 an outage that is stored with another value is refused, unless somebody has corrected it here', async () => {
  const { outages, listed, service, cora } = await pastDesk();
  await outages([{ ...outage, reference: 'INC-1' }]);
  const changed = { ...outage, reference: 'INC-1', end: '2026-11-10T12:00:00Z' };

  const refused = await outages([changed]);
  const [{ id }] = await listed();
  await cora.patch(`${service}/outages/${id}`, { end: '2026-11-10T10:15:00Z', reason: 'from the log' });
  const corrected = await outages([changed]);

  expect(faultsOf(refused.rows)).toEqual([[1, '/end', 'import/cannot-change']]);
  expect(corrected.progress).toMatchObject({ unchanged: 1 });
  expect(await listed()).toMatchObject([{ end: '2026-11-10T10:15:00.000Z', corrections: [{ reason: 'from the log' }] }]);
});

it('I5 L2 an outage in the future, without an end, that ends before it starts, of a year before 1900, or of no service is an error of its row; a dry run finds the same and writes nothing', async () => {
  const { outages, listed, written, clock } = await pastDesk();
  const rows = [
    { ...outage, start: plus(clock.now(), minute), end: plus(clock.now(), 2 * minute) },
    { ...outage, reference: 'D', end: plus(clock.now(), minute) },
    { ...outage, reference: 'A', end: outage.start },
    { ...outage, reference: 'B', end: undefined },
    { ...outage, reference: 'C', state: 'broken' },
    { ...outage, service: 'db' },
    { ...outage, service: 'nothing' },
    { ...outage, start: '10.11.2026' },
    { ...outage, start: '1800-01-01T00:00:00Z' },
    outage,
    outage,
  ];
  const expected = [
    [1, '/start', 'outage/in-future'],
    [2, '/end', 'outage/in-future'],
    [3, '/end', 'outage/ends-before-start'],
    [4, '/end', 'invalid-type'],
    [5, '/state', 'invalid-value'],
    [6, '/service', 'service/not-found'],
    [7, '/service', 'item/not-found'],
    [8, '/start', 'invalid-format'],
    [9, '/start', 'outage/too-early'],
    [11, '', 'import/duplicate'],
  ];

  const dry = await written(() => outages(rows, { dryRun: true }));
  const before = await listed();
  const result = await outages(rows);

  expect(faultsOf(dry.answer.rows)).toEqual(expected);
  expect(dry.answer.progress).toMatchObject({ created: 1 });
  expect(dry.partitions).toEqual(['IMPORT', 'IMPORT-KEY', 'IMPORT-ROW']);
  expect(before).toEqual([]);
  expect(faultsOf(result.rows)).toEqual(expected);
  expect(await listed()).toHaveLength(1);
});

it('X2 I5 configuration managers import outages, and change managers import changes of the past; others do neither', async () => {
  const { cora, max, ann, ada } = await pastDesk();
  const begin = async (who: typeof cora, kind: string) => (await who.post('/v1/imports', { kind, format: 'csv' })).status;

  expect([await begin(cora, 'outages'), await begin(max, 'past-changes')]).toEqual([201, 201]);
  for (const who of [max, ann, ada]) expect(await begin(who, 'outages')).toBe(403);
  for (const who of [cora, ann, ada]) expect(await begin(who, 'past-changes')).toBe(403);
  expect((await cora.post('/v1/exports', { kind: 'outages', format: 'csv' })).status).toBe(400);
});
