import { expect, it } from '@jest/globals';
import { faultsOf, transferDesk } from '../../support/imports.ts';

const costs = { kind: 'costs' };
const header = 'asset,kind,date,amount,invoiceNumber,vendor,note';
const lines = (...some: readonly string[]) => `${[header, ...some].join('\n')}\n`;
const repair = 'T-1,repair,2026-06-01,120.50 EUR,R-7,Example,screen';
const service = 't-1,maintenance,2026-06-02,30.00 EUR,,,';

/** Two assets, and what reads their costs. */
const costsDesk = async () => {
  const desk = await transferDesk();
  await desk.imported('kind,name,assetTag,purchase.date\nhardware,One,T-1,2026-01-15\nhardware,Two,T-2,\n');
  const costsOf = async (tag: string) => (await desk.ann.get(`/v1/assets/${tag}/costs`)).body.items;
  return { ...desk, costsOf };
};

it('A3 I5 a file records costs by the tags of assets, each with its event', async () => {
  const { imported, costsOf, world, ann } = await costsDesk();

  const { status, progress, rows } = await imported(lines(repair, service, 'T-2,other,2026-06-03,-5 EUR,,,'), costs);

  const [first, second] = await costsOf('T-1');
  expect({ status, progress }).toMatchObject({ status: 'done', progress: { rows: 3, created: 3, failed: 0 } });
  expect(first).toMatchObject({ kind: 'repair', date: '2026-06-01', amount: { amount: '120.50', currency: 'EUR' }, invoiceNumber: 'R-7' });
  expect(second).toMatchObject({ kind: 'maintenance', amount: { amount: '30.00', currency: 'EUR' } });
  expect(await costsOf('T-2')).toMatchObject([{ amount: { amount: '-5', currency: 'EUR' } }]);
  expect(rows.slice(0, 2)).toEqual([
    { line: 2, outcome: 'created', item: first.id },
    { line: 3, outcome: 'created', item: second.id },
  ]);
  const events = await world.events.of({ type: 'item', id: first.asset });
  expect(events.filter(({ name }) => name === 'CostRecorded')).toMatchObject([{ actor: `person:${ann.id}` }, {}]);
});

it('I5 the same costs again change nothing and write nothing, also with amounts that are written otherwise', async () => {
  const { imported, costsOf, written } = await costsDesk();
  await imported(lines(repair, service), costs);
  const before = await costsOf('T-1');

  const again = await written(() => imported(lines(repair, service), costs));
  const otherwise = await imported('asset,kind,date,amount,invoiceNumber\nT-1,repair,2026-06-01,120.5 EUR,r-7\n', costs);
  const short = await imported('asset,kind,date,amount\nT-1,repair,2026-06-01,120.50 EUR\n', costs);

  expect([again.answer, otherwise, short].map(({ progress }) => progress)).toMatchObject([
    { unchanged: 2, created: 0, failed: 0 },
    { unchanged: 1, failed: 0 },
    { unchanged: 1, failed: 0 },
  ]);
  expect(again.partitions).toEqual(['IMPORT', 'IMPORT-KEY', 'IMPORT-ROW']);
  expect(await costsOf('T-1')).toEqual(before);
});

it('A3 I5 an invoice that is recorded with another amount is refused, and is not recorded twice', async () => {
  const { imported, costsOf } = await costsDesk();
  await imported(lines(repair), costs);

  const { rows } = await imported(lines(repair.replace('120.50', '150.00'), repair.replace('screen', '')), costs);
  const other = await imported(lines(repair.replace('R-7', 'R-8'), repair.replace('R-7', '')), costs);

  expect(faultsOf(rows)).toEqual([
    [2, '/amount', 'import/cannot-change'],
    [3, '', 'import/duplicate'],
  ]);
  expect(other.progress).toMatchObject({ created: 2 });
  expect((await costsOf('T-1')).map(({ invoiceNumber }: { invoiceNumber?: string }) => invoiceNumber).toSorted()).toEqual([
    'R-7',
    'R-8',
    undefined,
  ]);
});

it('I5 with matchOn amount, an invoice may have several costs of a kind', async () => {
  const { imported, costsOf } = await costsDesk();
  const file = lines(repair, repair.replace('120.50', '9.50'));

  const first = await imported(file, { ...costs, matchOn: ['amount'] });
  const second = await imported(file, { ...costs, matchOn: ['amount'] });

  expect([first.progress, second.progress]).toMatchObject([{ created: 2 }, { unchanged: 2 }]);
  expect(await costsOf('T-1')).toHaveLength(2);
});

it('I5 a broken row of costs stops no other', async () => {
  const { imported, as } = await costsDesk();
  await as('configuration-manager').post('/v1/configuration-items', { name: 'web-1', class: 'server' });

  const { progress, rows } = await imported(
    lines(
      'T-9,repair,2026-06-01,1 EUR,,,',
      'web-1,repair,2026-06-01,1 EUR,,,',
      ',repair,2026-06-01,1 EUR,,,',
      'T-1,purchase,2026-06-01,1 EUR,,,',
      'T-1,repair,2026-06-01,,,,',
      'T-1,repair,2026-06-01,1,,,',
      'T-1,repair,2027-06-01,1 EUR,,,',
      'T-1,repair,2025-06-01,1 EUR,,,',
      service,
      service,
    ),
    costs,
  );

  expect(progress).toMatchObject({ created: 1, failed: 9 });
  expect(faultsOf(rows).map(([line, pointer]) => [line, pointer])).toEqual([
    ...[[2, '/asset'] as const, [3, '/asset'] as const, [4, '/asset'] as const, [5, '/kind'] as const, [6, '/amount'] as const],
    ...[[7, '/amount/currency'] as const, [8, '/date'] as const, [9, '/date'] as const, [11, ''] as const],
  ]);
  expect(
    faultsOf(rows)
      .slice(0, 2)
      .map(([, , code]) => code),
  ).toEqual(['item/unknown', 'item/not-an-asset']);
});

it('I5 a dry run of costs tells what would happen and records nothing', async () => {
  const { imported, costsOf } = await costsDesk();
  await imported(lines(repair), costs);
  const before = await costsOf('T-1');

  const { progress } = await imported(lines(repair, service, 'T-1,repair,2027-06-01,1 EUR,,,'), { ...costs, dryRun: true });

  expect(progress).toMatchObject({ created: 1, unchanged: 1, failed: 1 });
  expect(await costsOf('T-1')).toEqual(before);
});

it('I5 the round trip of costs changes nothing, also of two that are the same', async () => {
  const { imported, exported, costsOf, ann } = await costsDesk();
  await imported(lines(repair, service, 'T-2,other,2026-06-03,-5 EUR,,,=1+1'), costs);
  const twin = { kind: 'other', date: '2026-06-03', amount: { amount: '-5', currency: 'EUR' } };
  await ann.post('/v1/assets/T-2/costs', { ...twin, period: { from: '2026-06-01', to: '2026-06-30' } });
  const before = [await costsOf('T-1'), await costsOf('T-2')];

  const [csv, ndjson] = [await exported(costs), await exported({ ...costs, format: 'ndjson' })];
  const results = [await imported(csv, costs), await imported(ndjson, { ...costs, format: 'ndjson' })];

  expect(results.map(({ progress }) => progress)).toMatchObject([
    { unchanged: 4, created: 0, failed: 0 },
    { unchanged: 4, created: 0, failed: 0 },
  ]);
  expect([await costsOf('T-1'), await costsOf('T-2')]).toEqual(before);
  expect(csv.split('\r\n')[0]).toBe('id,asset,kind,date,amount.amount,amount.currency,period.from,period.to,vendor,invoiceNumber,note');
  expect((await exported({ ...costs, filter: { assetTag: 'T-1' } })).split('\r\n')).toHaveLength(4);
});

it('X2 I5 only who sees prices exports costs, and only asset managers import them', async () => {
  const { imported, exported, ann, ada, vic, person, admin, asCaller, exportMessage, queues } = await costsDesk();
  await imported(lines(repair), costs);
  const aud = await person('Aud', 'auditor');
  const draft = { kind: 'costs', format: 'csv' };

  const refused = await vic.post('/v1/exports', draft);
  const begun = await Promise.all([vic, ada, aud].map(async (who) => (await who.post('/v1/imports', draft)).status));
  const { body: requested } = await ann.post('/v1/exports', draft);
  await admin.patch(`/v1/people/${ann.id}`, { roles: ['viewer'] });
  await exportMessage(JSON.stringify({ id: queues.exports.shift() }), 1);
  const demoted = asCaller({ kind: 'person', id: ann.id, roles: ['viewer'], teams: [] });

  expect([refused.status, refused.body.code]).toEqual([403, 'access/role-missing']);
  expect(begun).toEqual([403, 403, 403]);
  expect(await exported(costs, aud)).toContain('120.50');
  expect((await demoted.get(`/v1/exports/${requested.id}`)).body).toMatchObject({
    status: 'failed',
    reason: { code: 'export/not-allowed' },
  });
});

it('I5 an import of costs that is interrupted, and runs twice at the same time, records each cost once', async () => {
  const { interrupted, costsOf } = await costsDesk();

  const { first, progress } = await interrupted(
    lines(...Array.from({ length: 30 }, (_, n) => `T-1,repair,2026-06-01,${n + 1} EUR,,,`)),
    costs,
  );

  expect(first).toBe('the function ends');
  expect(progress).toMatchObject({ rows: 30, created: 30, unchanged: 0, failed: 0 });
  expect(await costsOf('T-1')).toHaveLength(30);
});

it('I5 a cost that another run of the same import has recorded meanwhile is created, and is not refused', async () => {
  const { overtaken, costsOf } = await costsDesk();

  const { progress } = await overtaken(lines(repair, service), costs);

  expect(progress).toMatchObject({ created: 2, failed: 0 });
  expect(await costsOf('T-1')).toHaveLength(2);
});
