import { describe, expect, it } from '@jest/globals';
import { unauthorizedChangeRow } from '../../../shared/data/unauthorized-change/unauthorized-change-rows.ts';
import { itemsApi } from '../../support/items-api.ts';

const today = '2026-11-24';
const scrapped = { to: 'disposed', date: today, method: 'scrapped' };

/** A live server that is an asset too. */
const liveServer = async (overrides: object = {}) => {
  const api = itemsApi();
  const { id } = await api.ci({ name: 'web-1', class: 'server', stage: 'live' });
  await api.assets.put(`/v1/assets/${id}`, { name: 'web-1', kind: 'hardware', ...overrides }, { 'if-none-match': '*' });
  const unauthorized = async () =>
    (await api.eventsOf(id)).filter(({ name }) => name === 'UnauthorizedChangeDetected').map(({ body }) => body);
  return { ...api, id, unauthorized };
};

describe('the disposal of an asset', () => {
  it('A7 a desktop breaks, is disposed of without any change review, and its status is updated', async () => {
    const { assets, asset, eventsOf } = itemsApi();
    const { id } = await asset({ name: 'Desktop 7', status: 'in-use', assetTag: 'D-7' });

    await assets.post(`/v1/assets/${id}/condition`, { condition: 'broken', date: '2026-11-20', note: 'The power supply burnt out.' });
    const { status, body } = await assets.post('/v1/assets/D-7/transition', { ...scrapped, certificate: 'Wiped: W-17' });

    expect([status, body.status, body.condition]).toEqual([200, 'disposed', 'broken']);
    expect(body.disposal).toEqual({ date: today, method: 'scrapped', certificate: 'Wiped: W-17' });
    expect((await eventsOf(id)).map(({ name }) => name)).toEqual(['AssetRegistered', 'AssetConditionChanged', 'AssetStatusChanged']);
  });

  it('A7 a working server that is a live configuration item is decommissioned first', async () => {
    const { assets, id, unauthorized } = await liveServer();

    const answer = await assets.post(`/v1/assets/${id}/transition`, scrapped);

    expect([answer.status, answer.body.code]).toEqual([409, 'asset/ci-in-service']);
    expect((await assets.get(`/v1/assets/${id}`)).body.status).toBe('in-stock');
    expect(await unauthorized()).toEqual([]);
  });

  it.each([{ condition: 'broken' }, { condition: 'destroyed' }, { status: 'lost' }, { status: 'stolen' }])(
    'A7 a live server that is broken or gone is disposed of, and an unauthorized change is recorded: %j',
    async (state) => {
      const { assets, id, unauthorized, world } = await liveServer(state);

      const answer = await assets.post(`/v1/assets/${id}/transition`, scrapped);

      expect([answer.status, answer.body.status]).toEqual([200, 'disposed']);
      const [found, ...more] = await unauthorized();
      expect(more).toEqual([]);
      expect(found).toMatchObject({ source: 'disposal' });
      const row = await world.records.read(unauthorizedChangeRow.key({ id: String(found?.unauthorizedChange) }));
      expect(row?.data).toMatchObject({ item: id, source: 'disposal', status: 'open' });
    },
  );

  it('A7 an asset whose configuration item is not in service is disposed of', async () => {
    const { assets, cis, ci, unauthorized } = { ...(await liveServer()) };
    const { id } = await ci({ name: 'old-1', class: 'server', stage: 'decommissioned' });
    await assets.put(`/v1/assets/${id}`, { name: 'old-1', kind: 'hardware' }, { 'if-none-match': '*' });

    expect((await assets.post(`/v1/assets/${id}/transition`, scrapped)).status).toBe(200);
    expect((await cis.get(`/v1/items/${id}`)).body.asset.status).toBe('disposed');
    expect(await unauthorized()).toEqual([]);
  });

  it('X2 the proceeds of a sale are left out of answers to roles that do not need them', async () => {
    const { assets, viewer, asset, eventsOf, as } = itemsApi();
    const { id } = await asset();
    const money = { amount: '300.00', currency: 'EUR' };

    await assets.post(`/v1/assets/${id}/transition`, { to: 'disposed', date: today, method: 'sold', proceeds: money, sellingCost: money });

    expect((await viewer.get(`/v1/assets/${id}`)).body.disposal).toEqual({ date: today, method: 'sold' });
    expect((await as('auditor').get(`/v1/assets/${id}`)).body.disposal).toEqual({
      ...{ date: today, method: 'sold', proceeds: money, sellingCost: money },
    });
    expect(JSON.stringify(await eventsOf(id))).not.toContain('300.00');
  });
});
