import { expect, it } from '@jest/globals';
import { ok } from '../../support/desk-api.ts';
import { aPastChange, pastDesk } from '../../support/past.ts';

const changesOf = (count: number, more: (n: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, n) => aPastChange({ externalReference: { system: 'tickets', id: `C-${n}` }, ...more(n) }));

it('I5 each change of the past costs two requests, its write and that of its services: what rows share is read once', async () => {
  const costOf = async (count: number): Promise<number> => {
    const { changes, records } = await pastDesk();
    const rows = changesOf(count);
    const before = records.usage.requests;
    await changes(rows);
    return records.usage.requests - before;
  };
  const [few, many] = [await costOf(10), await costOf(110)];

  // Numbers, claims of rows and results are written for many rows at once: a request for each 25 of them.
  expect(many - few).toBeLessThan(2 * 100 + 3 * (100 / 25) + 5);
});

it('T3 I5 changes of the past have numbers of their own, the next change too, and one row alone takes one number', async () => {
  const { changes, max } = await pastDesk();
  await changes(changesOf(1));
  await changes(changesOf(60));
  const next = await ok(max.post('/v1/changes', { title: 'Here', items: ['db'] }));
  const numbers = (await ok(max.get('/v1/changes?limit=200'))).items.map(({ number }: { number: string }) => number);

  expect(numbers).toHaveLength(61);
  expect(numbers.toSorted()).toEqual(Array.from({ length: 61 }, (_, n) => `CHG-${String(n + 1).padStart(6, '0')}`));
  expect(next.number).toBe('CHG-000061');
});

it('T3 I5 the numbers of rows that are refused are gaps, and no number is given twice', async () => {
  const { changes, max } = await pastDesk();
  await changes(changesOf(40, (n) => (n % 3 === 0 ? { items: ['nothing'] } : {})));
  await changes(changesOf(40));
  const numbers = (await ok(max.get('/v1/changes?limit=200'))).items.map(({ number }: { number: string }) => number);

  expect(new Set(numbers).size).toBe(40);
});

it('L2 I5 rows on different items are listed for the services of each, although the relations are read once', async () => {
  const { changes, cora, ci, shop, world } = await pastDesk();
  const others = await Promise.all(['one', 'two', 'three'].map(async (name) => ({ name, db: await ci(`db-${name}`, 'database') })));
  const services = new Map<string, string>();
  for (const { name, db } of others) {
    const id = await ci(`shop-${name}`, 'service');
    services.set(name, id);
    await ok(cora.put(`/v1/configuration-items/${id}/relations/depends-on/${db}`));
  }
  const named = ['db', 'db-one', 'db-two', 'db-three', 'db'];
  await changes(changesOf(named.length, (n) => ({ items: [named[n]] })));
  const listed = async (service = '') =>
    (await world.windows.ofService(service, '2026-11-01T00:00:00.000Z', '2026-11-20T00:00:00.000Z')).length;

  expect(await Promise.all([shop, ...services.values()].map(listed))).toEqual([2, 1, 1, 1]);
});
