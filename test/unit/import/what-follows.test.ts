import { expect, it } from '@jest/globals';
import { transferDesk } from '../../support/imports.ts';
import { registerSweep } from '../../support/licenses.ts';
import { bookedAsset, transferBook } from '../../support/transfer-scene.ts';

it('I5 A5 people are reminded of the end of a warranty that a file sets, and no more of one that it clears', async () => {
  const { imported, assets, world } = await transferDesk();

  await imported('kind,name,assetTag,warrantyEnd\nhardware,One,T-1,2027-12-31\n');
  const [{ id }] = await assets();
  const set = await world.reminders.find('warranty', id);
  await imported('assetTag,warrantyEnd\nT-1,\n');

  expect(set).toMatchObject({ date: '2027-12-31' });
  expect(await world.reminders.find('warranty', id)).toBeUndefined();
});

it('I5 A2 A6 a file that retires an asset takes it from its holder, and its pool has one working member less', async () => {
  const { imported, assets, ann, vic } = await transferDesk();
  await imported('kind,name,assetTag\nhardware,One,T-1\n');
  await ann.post('/v1/assets/T-1/assignments', { person: 'vic@quiesce.test' });
  const { body: pool } = await ann.post('/v1/pools', { name: 'laptops', minimumWorking: 0, members: ['T-1'] });

  const { progress } = await imported('assetTag,status\nT-1,retired\n');

  expect(progress).toMatchObject({ updated: 1, failed: 0 });
  expect((await assets())[0].assignment).toBeUndefined();
  expect((await ann.get(`/v1/people/${vic.id}/holdings`)).body.assets).toEqual([]);
  expect([pool.working, (await ann.get(`/v1/pools/${pool.id}`)).body.working]).toEqual([1, 0]);
});

it('I5 A8 a file registers assets in accounting books, also from a day of a month that may be closed', async () => {
  const { imported, ann } = await transferDesk();
  await transferBook(ann);

  const first = await imported(bookedAsset('T-1'), { format: 'ndjson' });
  const second = await imported(bookedAsset('T-2'), { format: 'ndjson' });

  expect([first.progress, second.progress]).toMatchObject([{ created: 1 }, { created: 1 }]);
  expect((await ann.get('/v1/assets/T-2/value?at=2026-12-31')).body.netBookValue).toEqual({ amount: '800.00', currency: 'EUR' });
});

it('I5 A5 a person whom a file marks as departed has no seat any more', async () => {
  const { imported, ann, ada, vic, world } = await transferDesk();
  const { body: license } = await ann.post('/v1/assets', { name: 'Draw Pro', kind: 'software-license' });
  const cost = { amount: '1200.00', currency: 'EUR' };
  await ann.post(`/v1/assets/${license.id}/terms`, { start: '2026-01-01', end: '2026-12-31', quantity: 5, cost });
  await ann.post(`/v1/assets/${license.id}/seats`, { person: vic.id });

  await imported('email,departed\nvic@quiesce.test,2026-11-01\n', { kind: 'people' }, ada);
  await registerSweep(world)();

  expect((await ann.get(`/v1/assets/${license.id}/seats`)).body.items).toEqual([]);
});
