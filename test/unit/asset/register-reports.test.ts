import { describe, expect, it } from '@jest/globals';
import { assetsEndpoints } from '../../../functions/assets/endpoints.ts';
import { reportsEndpoints } from '../../../functions/reports/endpoints.ts';
import { apiOf } from '../../support/api.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** The register with its reports. It is 2026-11-24. */
const api = () => {
  const found = apiOf((world) => [...assetsEndpoints(world), ...reportsEndpoints(world)]);
  const [assets, viewer] = [found.as('asset-manager'), found.as('viewer')];
  const asset = async (name: string, more: object = {}): Promise<string> => {
    const { status, body } = await assets.post('/v1/assets', { name, kind: 'hardware', ...more });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.id;
  };
  return { ...found, assets, viewer, asset };
};

describe('reports on the register', () => {
  it('A5 what expires is listed in the order of the dates, without what has been disposed of', async () => {
    const { assets, viewer, asset } = api();
    const laptop = await asset('laptop', { warrantyEnd: '2026-11-28' });
    const gone = await asset('gone', { warrantyEnd: '2026-11-27' });
    await asset('later', { warrantyEnd: '2027-03-01' });
    const license = await asset('license', { kind: 'subscription' });
    const term = { start: '2025-12-01', end: '2026-11-30', noticeBy: '2026-11-20', quantity: 1, cost: eur('10.00') };
    const { body: made } = await assets.post(`/v1/assets/${license}/terms`, term);
    await assets.post(`/v1/assets/${gone}/transition`, { to: 'disposed', date: '2026-11-20', method: 'scrapped' });

    const { status, body } = await viewer.get('/v1/reports/expiring');

    expect([status, body.from, body.to]).toEqual([200, '2026-11-01', '2026-11-30']);
    expect(body.items).toEqual([
      { item: license, itemName: 'license', kind: 'notice', date: '2026-11-20', daysLeft: -4, term: made.id },
      { item: laptop, itemName: 'laptop', kind: 'warranty', date: '2026-11-28', daysLeft: 4 },
      { item: license, itemName: 'license', kind: 'term', date: '2026-11-30', daysLeft: 6, term: made.id },
    ]);
    expect((await viewer.get('/v1/reports/expiring?from=2026-12-01&to=2026-11-01')).body.code).toBe('report/end-before-start');
  });

  it('A5 12,000 for 2026-11-01 to 2027-10-31: 9,994.52 are prepaid at the end of 2026 (worked example), and a viewer is not told', async () => {
    const { assets, viewer, asset } = api();
    const license = await asset('license', { kind: 'subscription' });
    await assets.post(`/v1/assets/${license}/terms`, { start: '2026-11-01', end: '2027-10-31', quantity: 5, cost: eur('12000.00') });

    const { body } = await assets.get('/v1/reports/prepaid?to=2026-12-31');
    const table = await assets.get('/v1/reports/prepaid?to=2026-12-31', { accept: 'text/csv' });

    expect(body.items).toMatchObject([
      { kind: 'term', item: license, itemName: 'license', cost: eur('12000.00'), prepaid: eur('9994.52') },
    ]);
    expect(String(table.body).split('\r\n')[0]).toBe('kind,id,item,itemName,from,to,cost,prepaid,currency');
    expect(String(table.body)).toContain(',12000.00,9994.52,EUR');
    expect((await viewer.get('/v1/reports/prepaid')).status).toBe(403);
  });

  it('A9 what has to be seen is listed by location, as its category says', async () => {
    const { assets, viewer, asset } = api();
    await assets.put('/v1/categories/laptop', { auditEveryMonths: 12 });
    const old = await asset('old', { category: 'laptop', location: 'Berlin', purchase: { date: '2025-11-10' } });
    await asset('new', { category: 'laptop', location: 'Berlin', purchase: { date: '2026-10-01' } });
    await asset('elsewhere', { category: 'laptop', location: 'Bonn', purchase: { date: '2025-01-01' } });
    await asset('not audited', { category: 'mouse', location: 'Berlin', purchase: { date: '2020-01-01' } });
    const due = async () => (await viewer.get('/v1/reports/audit-due?location=Berlin')).body.items;

    expect(await due()).toMatchObject([{ asset: old, assetName: 'old', location: 'Berlin', dueOn: '2026-11-10', overdue: true }]);
    await assets.post('/v1/sightings', [{ asset: old, at: '2026-11-24T01:00:00Z' }]);
    expect(await due()).toEqual([]);
  });

  it('A9 idle assets are listed with the days since they were used', async () => {
    const { assets, viewer, asset } = api();
    const [idle, never] = [await asset('idle'), await asset('never')];
    await assets.post('/v1/usage', [
      { asset: idle, lastUsedAt: '2026-05-28T01:00:00Z', source: 'mdm' },
      { asset: await asset('used'), lastUsedAt: '2026-11-20T01:00:00Z', source: 'mdm' },
    ]);

    const { body } = await viewer.get('/v1/reports/idle');

    expect(body).toMatchObject({ from: '2026-08-26', to: '2026-11-24' });
    expect(body.items).toMatchObject([
      { asset: idle, status: 'in-stock', usageSource: 'mdm', idleDays: 180 },
      { asset: never, assetName: 'never' },
    ]);
    expect(body.items[1]).not.toHaveProperty('idleDays');
    const first = (await viewer.get('/v1/reports/idle?limit=1')).body;
    expect((await viewer.get(`/v1/reports/idle?limit=1&cursor=${encodeURIComponent(first.nextCursor)}`)).body.items).toMatchObject([
      { asset: never },
    ]);
  });
});
