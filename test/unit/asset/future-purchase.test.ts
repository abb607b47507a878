import { describe, expect, it } from '@jest/globals';
import type { ApiAnswer } from '../../support/api.ts';
import { itemsApi } from '../../support/items-api.ts';

const errorOf = ({ status, body }: ApiAnswer) => [status, body?.code, body?.errors?.[0]?.pointer];
const inTenYears = { purchase: { date: '2036-01-01' } };
const today = '2026-11-24';

describe('a purchase in the future', () => {
  it.each(['in-stock', 'in-use', 'received'])('A1 an asset that is %s was not bought later than today', async (status) => {
    const { assets } = itemsApi();

    const answer = await assets.post('/v1/assets', { name: 'a laptop', kind: 'hardware', status, ...inTenYears });

    expect(errorOf(answer)).toEqual([400, 'asset/purchase-in-future', '/purchase/date']);
    expect((await assets.get('/v1/assets')).body.items).toEqual([]);
  });

  it('A1 what is ordered may be bought later, and no fact about it is refused for that', async () => {
    const { assets, asset } = itemsApi();
    const { id } = await asset({ status: 'ordered', ...inTenYears });

    const broken = await assets.post(`/v1/assets/${id}/condition`, { condition: 'broken', date: today });
    const stolen = await assets.post(`/v1/assets/${id}/transition`, { to: 'stolen', date: today });

    expect([broken.status, stolen.status, stolen.body.status]).toEqual([200, 200, 'stolen']);
  });

  it('A1 a patch sets no purchase date in the future for what is in stock, and leaves other fields to be changed', async () => {
    const { assets, asset } = itemsApi();
    const { id } = await asset({ purchase: { date: today } });

    expect(errorOf(await assets.patch(`/v1/assets/${id}`, inTenYears))).toEqual([400, 'asset/purchase-in-future', '/purchase/date']);
    expect((await assets.patch(`/v1/assets/${id}`, { location: 'Bonn' })).status).toBe(200);
  });
});

describe('where a new resource is read', () => {
  it('I1 the location of what belongs to an asset answers a GET, and names no template', async () => {
    const { assets, asset } = itemsApi();
    const { id } = await asset();
    const cost = { kind: 'repair', date: today, amount: { amount: '12.50', currency: 'EUR' } };
    const license = await asset({ name: 'a license', kind: 'software-license', license: { metric: 'named-user' } });
    const term = { start: '2026-01-01', end: '2026-12-31', quantity: 3, cost: { amount: '90.00', currency: 'EUR' } };

    for (const answer of [
      await assets.post(`/v1/assets/${id}/costs`, cost),
      await assets.post(`/v1/assets/${id}/assignments`, { location: 'Bonn' }),
      await assets.post(`/v1/assets/${license.id}/terms`, term),
      await assets.post('/v1/assets', { name: 'another', kind: 'hardware' }),
    ]) {
      expect([answer.status, answer.headers.location]).toEqual([201, expect.stringMatching(/^\/v1\/assets\/[^{}]+$/)]);
      expect((await assets.get(answer.headers.location ?? '')).status).toBe(200);
    }
  });
});

describe('amounts that are not possible', () => {
  it.each([
    ['an unknown currency', { amount: '1.00', currency: 'XQX' }, 'money/unknown-currency', '/purchase/value/currency'],
    ['an amount finer than the minor unit', { amount: '12.50', currency: 'JPY' }, 'money/too-fine', '/purchase/value/amount'],
    ['a negative price', { amount: '-1.00', currency: 'EUR' }, 'money/negative', '/purchase/value/amount'],
  ])('T10 %s has a code of its own', async (_, value, code, pointer) => {
    const { assets } = itemsApi();

    const { status, body } = await assets.post('/v1/assets', { name: 'x', kind: 'hardware', purchase: { date: today, value } });

    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
  });
});
