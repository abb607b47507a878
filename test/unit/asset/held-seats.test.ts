import { expect, it } from '@jest/globals';
import { office } from '../../support/office.ts';

it('A2 a leaver’s list has the seats of licenses too, until they are released', async () => {
  const { assets, asset, ada, laptop, checkOut, holdings } = await office();
  const { id } = await asset({ name: 'an editor', kind: 'software-license', license: { metric: 'named-user' } });
  await assets.post(`/v1/assets/${id}/terms`, {
    start: '2026-01-01',
    end: '2026-12-31',
    quantity: 2,
    cost: { amount: '90.00', currency: 'EUR' },
  });
  await checkOut({ person: ada });
  const seat = (await assets.post(`/v1/assets/${id}/seats`, { person: ada })).body;
  await assets.post(`/v1/assets/${id}/seats`, { item: laptop });

  expect((await holdings(ada)).seats).toMatchObject([{ id: seat.id, asset: id, assetName: 'an editor', person: ada }]);
  await assets.delete(`/v1/assets/${id}/seats/${seat.id}`);
  expect((await holdings(ada)).seats).toEqual([]);
});
