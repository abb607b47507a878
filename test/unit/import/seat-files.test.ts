import { expect, it } from '@jest/globals';
import { faultsOf, transferDesk } from '../../support/imports.ts';

const seats = { kind: 'seats' };
const header = 'asset,person,item,quantity,releasedAt';
const lines = (...some: readonly string[]) => `${[header, ...some].join('\n')}\n`;
const vics = 'L-1,vic@quiesce.test,,,';
const laptops = 'l-1,,T-1,2,';

/** A license `L-1` with some seats, and a laptop `T-1`. */
const seatsDesk = async (quantity = 10, metric = 'named-user') => {
  const desk = await transferDesk();
  const { ann, imported } = desk;
  await imported(`kind,name,assetTag,license.metric\nsoftware-license,Draw,L-1,${metric}\nhardware,One,T-1,\n`);
  const cost = { amount: '1200.00', currency: 'EUR' };
  await ann.post('/v1/assets/L-1/terms', { start: '2026-01-01', end: '2026-12-31', quantity, cost });
  const seatsOf = async () => (await ann.get('/v1/assets/L-1/seats?limit=200')).body;
  return { ...desk, seatsOf };
};

it('A5 I5 a file assigns seats to people and items, each with its event', async () => {
  const { imported, seatsOf, world, ann, vic } = await seatsDesk();

  const { status, progress, rows } = await imported(lines(vics, laptops), seats);

  const { items, assigned } = await seatsOf();
  expect({ status, progress }).toMatchObject({ status: 'done', progress: { rows: 2, created: 2, failed: 0 } });
  expect([items, assigned]).toMatchObject([
    [
      { person: vic.id, quantity: 1 },
      { itemName: 'One', quantity: 2 },
    ],
    3,
  ]);
  expect(rows.map(({ item }: { item: string }) => item)).toEqual(items.map(({ id }: { id: string }) => id));
  const events = await world.events.of({ type: 'item', id: items[0].asset });
  expect(events.filter(({ name }) => name === 'SeatAssigned')).toMatchObject([{ actor: `person:${ann.id}` }, {}]);
});

it('I5 the same seats again change nothing and write nothing', async () => {
  const { imported, seatsOf, written } = await seatsDesk();
  await imported(lines(vics, laptops), seats);
  const before = await seatsOf();

  const { answer, partitions } = await written(() => imported(lines(vics, laptops), seats));

  expect(answer.progress).toMatchObject({ unchanged: 2, created: 0, failed: 0 });
  expect(partitions).toEqual(['IMPORT', 'IMPORT-KEY', 'IMPORT-ROW']);
  expect(await seatsOf()).toEqual(before);
});

it('A5 I5 a file releases seats; again it changes nothing, and a seat that was assigned later stays', async () => {
  const { imported, seatsOf, clock, ann } = await seatsDesk();
  await imported(lines(vics, laptops), seats);
  const release = lines('L-1,vic@quiesce.test,,,2026-11-24', 'L-1,ann@quiesce.test,,,2026-11-24');

  const tried = await imported(release, { ...seats, dryRun: true });
  const stillThere = (await seatsOf()).assigned;
  const first = await imported(release, seats);
  const second = await imported(release, seats);
  clock.advance(3 * 24 * 3_600_000);
  await ann.post('/v1/assets/L-1/seats', { person: 'vic@quiesce.test' });
  const third = await imported(release, seats);

  expect([tried, first, second, third].map(({ progress: { updated, unchanged, failed } }) => [updated, unchanged, failed])).toEqual([
    [1, 1, 0],
    [1, 1, 0],
    [0, 2, 0],
    [0, 2, 0],
  ]);
  expect([stillThere, (await seatsOf()).assigned]).toEqual([3, 3]);
});

it('A5 I5 no more seats are assigned than there are, and the other rows are refused', async () => {
  const { imported, seatsOf, person } = await seatsDesk(2);
  const people = await Promise.all(['Bo', 'Cy', 'Di', 'Ed'].map((name) => person(name)));
  const rows = ['Bo', 'Cy', 'Di', 'Ed'].map((name) => `L-1,${name.toLowerCase()}@quiesce.test,,,`);

  const { progress, rows: results } = await imported(lines(...rows), seats);

  expect(people).toHaveLength(4);
  expect(progress).toMatchObject({ created: 2, failed: 2 });
  expect(faultsOf(results)).toEqual([4, 5].map((line) => [line, '', 'license/no-seat']));
  expect((await seatsOf()).assigned).toBe(2);
});

it('I5 a broken row of seats stops no other', async () => {
  const { imported } = await seatsDesk();
  await imported(lines(laptops), seats);

  const { progress, rows } = await imported(
    lines(
      'L-9,vic@quiesce.test,,,',
      'L-1,nobody@quiesce.test,,,',
      'L-1,vic@quiesce.test,T-1,,',
      'L-1,,,,',
      'L-1,,T-1,3,',
      'L-1,ann@quiesce.test,,a lot,',
      'L-1,ann@quiesce.test,,1.5,',
      'L-1,ada@quiesce.test,,,2027-01-01',
      vics,
      vics,
    ),
    seats,
  );

  expect(progress).toMatchObject({ created: 1, failed: 9 });
  expect(faultsOf(rows)).toEqual([
    [2, '/asset', 'item/unknown'],
    [3, '/person', 'person/unknown'],
    [4, '/item', 'seat/one-holder'],
    [5, '/person', 'seat/holder-required'],
    [6, '/quantity', 'import/cannot-change'],
    [7, '/quantity', 'import/not-a-number'],
    [8, '/quantity', expect.any(String)],
    [9, '/releasedAt', 'seat/date-in-future'],
    [11, '', 'import/duplicate'],
  ]);
});

it('I5 a dry run of seats tells what would happen and assigns nothing', async () => {
  const { imported, seatsOf } = await seatsDesk(1);

  const { progress, rows } = await imported(lines(vics, laptops), { ...seats, dryRun: true });

  expect(progress).toMatchObject({ created: 1, failed: 1 });
  expect(faultsOf(rows)).toEqual([[3, '', 'license/no-seat']]);
  expect((await seatsOf()).assigned).toBe(0);
});

it('I5 the round trip of seats changes nothing, also of seats of one holder and of nobody', async () => {
  const { imported, exported, seatsOf, ann, vic } = await seatsDesk(100, 'core');
  for (const quantity of [4, 8, 8]) await ann.post('/v1/assets/L-1/seats', { quantity });
  for (const quantity of [1, 1, 2]) await ann.post('/v1/assets/L-1/seats', { person: 'vic@quiesce.test', quantity });
  const { body: gone } = await ann.post('/v1/assets/L-1/seats', { item: 'T-1' });
  await ann.delete(`/v1/assets/L-1/seats/${gone.id}`);
  const before = await seatsOf();

  const [csv, ndjson, viewers] = [await exported(seats), await exported({ ...seats, format: 'ndjson' }), await exported(seats, vic)];
  const results = [await imported(csv, seats), await imported(ndjson, { ...seats, format: 'ndjson' })];

  expect(results.map(({ progress }) => progress)).toMatchObject([
    { rows: 6, unchanged: 6 },
    { rows: 6, unchanged: 6 },
  ]);
  expect(await seatsOf()).toEqual(before);
  expect(csv).toContain('L-1,vic@quiesce.test,,2,');
  expect(viewers).toBe(csv);
});

it('I5 seats that only an id tells apart are not released without it, and those of nobody are found by their quantity', async () => {
  const { imported, exported, seatsOf, ann } = await seatsDesk(100, 'core');
  for (const quantity of [8, 8]) await ann.post('/v1/assets/L-1/seats', { quantity });

  const same = await imported(lines('L-1,,,8,', 'L-1,,,4,'), seats);
  const { rows } = await imported(lines('L-1,,,8,2026-11-24'), seats);
  const [header2 = '', row = ''] = (await exported(seats)).split('\r\n');
  const released = await imported(`${header2}\n${row}2026-11-24\n`, seats);
  const reopened = await imported(`${header2}\n${row}\n`, seats);

  expect(same.progress).toMatchObject({ unchanged: 1, created: 1 });
  expect(faultsOf(rows)).toEqual([[2, '/id', 'import/ambiguous']]);
  expect(released.progress).toMatchObject({ updated: 1 });
  expect(faultsOf(reopened.rows)).toEqual([[2, '/id', 'seat/released']]);
  expect((await seatsOf()).assigned).toBe(12);
});

it('X2 I5 only asset managers import seats', async () => {
  const { ada, vic } = await seatsDesk();
  const draft = { kind: 'seats', format: 'csv' };

  expect([(await ada.post('/v1/imports', draft)).status, (await vic.post('/v1/imports', draft)).status]).toEqual([403, 403]);
});

it('I5 an import of seats that is interrupted, and runs twice at the same time, assigns each seat once', async () => {
  const { interrupted, seatsOf, person } = await seatsDesk(12);
  const names = Array.from({ length: 12 }, (_, n) => `P${n}`);
  for (const name of names) await person(name);

  const { first, progress } = await interrupted(lines(...names.map((name) => `L-1,${name}@quiesce.test,,,`)), seats);

  expect(first).toBe('the function ends');
  expect(progress).toMatchObject({ rows: 12, created: 12, failed: 0 });
  expect((await seatsOf()).assigned).toBe(12);
});

it('I5 a seat that another run of the same import has assigned meanwhile is created, and is not refused', async () => {
  const { overtaken, seatsOf } = await seatsDesk(3);

  const { progress } = await overtaken(lines(vics, laptops), seats);

  expect(progress).toMatchObject({ created: 2, failed: 0 });
  expect((await seatsOf()).assigned).toBe(3);
});
