import { expect, it } from '@jest/globals';
import { anEntry, euros, reportOf, valuesApi } from '../../support/values-api.ts';

it.each([
  ['owner', { owner: { team: 'crew' } }],
  ['vendor', { vendor: 'Example' }],
  ['category', { category: 'laptop' }],
  ['costCenter', { costCenter: 'CC-1' }],
  ['brand', { brand: 'Example' }],
  ['location', { location: 'Berlin' }],
  ['importance', { importance: 'high' }],
])('A8 by %s', async (groupBy, fields) => {
  const api = await valuesApi();
  const team = await api.team('crew');
  await api.bought({}, fields);
  await api.bought({ price: '600.00' });

  const { items } = await reportOf(api, 'asset-value', `?groupBy=${groupBy}&to=2026-01-01`);

  const [[, value]] = Object.entries(fields) as [[string, unknown]];
  const group = groupBy === 'owner' ? team : value;
  expect(items.map((row: { group: string; cost: { amount: string } }) => [row.group, row.cost.amount])).toEqual([
    [group, '1200.00'],
    [null, '600.00'],
  ]);
  expect(items[0].groupName).toBe(groupBy === 'owner' ? 'crew' : undefined);
});

it('A8 the importance of a server is that of its CI', async () => {
  const api = await valuesApi();
  const { id } = await api.ci({ name: 'web-1', class: 'server', criticality: 'critical' });
  await api.done(
    api.assets.put(
      `/v1/assets/${id}`,
      { name: 'web-1', kind: 'hardware', purchase: { value: euros('1200') }, books: [anEntry()] },
      { 'if-none-match': '*' },
    ),
  );

  expect((await reportOf(api, 'asset-value', '?groupBy=importance&to=2026-01-01')).items).toMatchObject([{ group: 'critical', assets: 1 }]);
});

it('A8 the importance of an asset without one is that of the most critical service of its pools', async () => {
  const api = await valuesApi();
  const service = async (name: string, criticality: string) => (await api.ci({ name, class: 'service', criticality })).id;
  const [low, critical] = [await service('Mobile', 'low'), await service('Desktop', 'critical')];
  const laptop = await api.bought();
  const stated = await api.bought({ price: '600.00' }, { importance: 'moderate' });
  const { id: server } = await api.ci({ name: 'web-1', class: 'server', criticality: 'high' });
  const facet = { name: 'web-1', kind: 'hardware', purchase: { value: euros('300') }, books: [anEntry()] };
  await api.done(api.assets.put(`/v1/assets/${server}`, facet, { 'if-none-match': '*' }));
  const spare = await api.bought({ price: '150.00' });
  const pool = (name: string, members: readonly string[], of?: string) =>
    api.done(api.assets.post('/v1/pools', { name, service: of, members, minimumWorking: 0 }));
  await pool('Tablets', [laptop], low);
  await pool('Laptops', [laptop, stated, server], critical);
  await pool('Spares', [spare]);

  const { items } = await reportOf(api, 'asset-value', '?groupBy=importance&to=2026-01-01');

  expect(items.map(({ group, cost }: { group: string; cost: { amount: string } }) => [group, cost.amount])).toEqual([
    ['critical', '1200.00'],
    ['high', '300.00'],
    ['moderate', '600.00'],
    [null, '150.00'],
  ]);
});

it('A8 the value of a service is that of the assets in its pools, and each asset counts once', async () => {
  const api = await valuesApi();
  const [desktop, mobile] = [await api.ci({ name: 'Desktop', class: 'service' }), await api.ci({ name: 'Mobile', class: 'service' })];
  const [one, two] = [await api.bought(), await api.bought({ price: '600.00' })];
  await api.bought({ price: '300.00' });
  const pool = (name: string, members: readonly string[], service?: string) =>
    api.done(api.assets.post('/v1/pools', { name, service, members, minimumWorking: 0 }));
  await pool('Spares', [one]);
  await pool('Laptops', [one, two], desktop.id);
  await pool('Tablets', [two], mobile.id);

  const value = await reportOf(api, 'asset-value', '?groupBy=service&to=2026-01-01');
  const movements = await reportOf(api, 'fixed-asset-roll-forward', '?from=2026-01-01&to=2026-12-31&groupBy=service');
  const figures = (items: readonly { group: string; groupName: string; cost: { amount: string } }[]) =>
    items.map(({ group, groupName, cost }) => [group, groupName, cost.amount]);

  expect(figures(value.items)).toEqual([
    [desktop.id, 'Desktop', '1800.00'],
    [null, undefined, '300.00'],
  ]);
  expect(movements.items.map(({ group, cost }: { group: string; cost: { closing: object } }) => [group, cost.closing])).toEqual([
    [desktop.id, euros('1800.00')],
    [null, euros('300.00')],
  ]);
});
