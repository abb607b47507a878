import { expect, it } from '@jest/globals';
import { faultsOf, transferDesk } from '../../support/imports.ts';
import { brokenServer } from '../../support/transfer-scene.ts';

const header =
  'kind,name,assetTag,purchase.date,status,disposal.date,disposal.method,disposal.proceeds,disposal.certificate,disposal.exchangeRates';
const lines = (...some: readonly string[]) => `${[header, ...some].join('\n')}\n`;
const sold = 'hardware,One,T-1,2024-01-15,disposed,2026-10-01,sold,120.50 EUR,,"{""main"": ""0.9""}"';
const scrapped = 'hardware,Two,T-2,2024-01-15,disposed,2026-10-02,scrapped,,CERT-7,';

it('A1 I5 a file disposes of assets: of those that it registers, and of those that are there', async () => {
  const { imported, assets, world } = await transferDesk();
  await imported('kind,name,assetTag,purchase.date\nhardware,One,T-1,2024-01-15\n');

  const { progress } = await imported(lines(sold, scrapped));

  const [one, two] = await assets();
  expect(progress).toMatchObject({ created: 1, updated: 1, failed: 0 });
  expect([one, two]).toMatchObject([
    {
      status: 'disposed',
      disposal: { date: '2026-10-01', method: 'sold', proceeds: { amount: '120.50', currency: 'EUR' }, exchangeRates: { main: '0.9' } },
    },
    { status: 'disposed', disposal: { date: '2026-10-02', method: 'scrapped', certificate: 'CERT-7' } },
  ]);
  expect((await world.events.of({ type: 'item', id: two.id })).map(({ name }) => name)).toEqual(['AssetRegistered', 'AssetStatusChanged']);
});

it('I5 a file with disposals, and the export of what it disposed of, change nothing when they are imported again', async () => {
  const { imported, exported, assets, vic } = await transferDesk();
  const undated = 'hardware,Three,T-3,,disposed,,destroyed,,,';
  await imported(lines(sold, scrapped, undated));
  const before = await assets();

  const again = await imported(lines(sold, scrapped, undated));
  const [csv, ndjson, masked] = [await exported(), await exported({ format: 'ndjson' }), await exported({}, vic)];
  const roundTrips = [await imported(csv), await imported(ndjson, { format: 'ndjson' }), await imported(masked)];

  expect([again, ...roundTrips].map(({ progress }) => progress)).toEqual(
    Array.from({ length: 4 }, () => ({ rows: 3, of: 3, created: 0, updated: 0, unchanged: 3, failed: 0 })),
  );
  expect(await assets()).toEqual(before);
  expect(csv).toContain('120.50');
  expect(masked).not.toMatch(/120\.50|disposal\.proceeds|exchangeRates/);
});

it('A1 I5 a disposal that cannot be is refused by the field that is wrong, and registers nothing', async () => {
  const { imported, assets, ann } = await transferDesk();
  await imported('kind,name,assetTag\nhardware,Stock,S-1\n');
  await imported(lines(scrapped));
  await ann.post('/v1/assets', { kind: 'hardware', name: 'Lent', assetTag: 'L-1', status: 'in-use' });

  const { rows } = await imported(
    lines(
      'hardware,A,A-1,2024-01-15,disposed,2026-10-01,,,,',
      'hardware,B,B-1,2024-01-15,disposed,2023-10-01,scrapped,,,',
      'hardware,C,C-1,2024-01-15,disposed,2026-10-01,scrapped,5 EUR,,',
      'hardware,D,D-1,2024-01-15,in-stock,2026-10-01,,,,',
      'hardware,Stock,S-1,,in-stock,,scrapped,,,',
      'hardware,Two,T-2,2024-01-15,disposed,2026-10-03,scrapped,,CERT-7,',
      'hardware,Lent,L-1,,disposed,2026-10-01,scrapped,,,',
      'hardware,E,E-1,2024-01-15,voided,,,,,',
    ),
  );

  expect(faultsOf(rows)).toEqual([
    [2, '/disposal/method', expect.any(String)],
    [3, '/disposal/date', 'asset/before-purchase'],
    [4, '/disposal/proceeds', 'asset/no-buyer'],
    [5, '/disposal/date', 'asset/not-disposed'],
    [6, '/disposal/method', 'asset/not-disposed'],
    [7, '/disposal', 'import/cannot-change'],
    [8, '/status', 'asset/transition-not-allowed'],
    [9, '/status', expect.any(String)],
  ]);
  const statuses = (await assets()).map(({ name, status }: { name: string; status: string }) => `${name} ${status}`);
  expect(statuses.toSorted()).toEqual(['Lent in-use', 'Stock in-stock', 'Two disposed']);
});

it('I5 a dry run tells which disposals would be refused, and disposes of nothing', async () => {
  const { imported, assets } = await transferDesk();
  await imported('kind,name,assetTag,purchase.date\nhardware,One,T-1,2024-01-15\n');

  const { progress, rows } = await imported(lines(sold, scrapped, 'hardware,C,C-1,2024-01-15,disposed,2023-10-01,scrapped,,,'), {
    dryRun: true,
  });

  expect(progress).toMatchObject({ created: 1, updated: 1, failed: 1 });
  expect(faultsOf(rows)).toEqual([[4, '/disposal/date', 'asset/before-purchase']]);
  expect((await assets()).map(({ status }: { status: string }) => status)).toEqual(['in-stock']);
});

it('A7 I5 a file disposes of the broken asset of a live CI, and an unauthorized change is recorded', async () => {
  const desk = await transferDesk();
  const { imported, world } = desk;
  const server = await brokenServer(desk);

  const { progress } = await imported('assetTag,status,disposal.method\nS-2,disposed,scrapped\n');

  expect(progress).toMatchObject({ updated: 1, failed: 0 });
  expect((await world.events.of({ type: 'item', id: server })).map(({ name }) => name)).toContain('UnauthorizedChangeDetected');
});
