import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

describe('prices', () => {
  it.each([
    ['12.50', 'JPY', '1235'],
    ['0.1', 'KRW', '1235'],
    ['12.345', 'EUR', '1234.50'],
    ['-0.001', 'USD', '1234.50'],
    ['1.2345', 'KWD', '1234.500'],
    ['1.5', 'XOF', '1235'],
  ])('T10 an amount finer than the minor unit of its currency is refused: %s %s', async (amount, currency, example) => {
    const { assets } = itemsApi();

    const { status, body } = await assets.post('/v1/assets', { name: 'x', kind: 'other', purchase: { value: { amount, currency } } });

    expect([status, body.errors[0].pointer]).toEqual([400, '/purchase/value/amount']);
    expect(body.detail).toContain(example);
  });

  it.each([
    [{ amount: '01.00', currency: 'EUR' }, 'amount', 'is "01.00"; it must be a decimal string without zeros in front, such as 1234.50'],
    [{ amount: '-00', currency: 'EUR' }, 'amount', 'such as 1234.50'],
    [{ amount: '.5', currency: 'EUR' }, 'amount', 'such as 1234.50'],
    [{ amount: '+1', currency: 'EUR' }, 'amount', 'such as 1234.50'],
    [{ amount: '1e3', currency: 'EUR' }, 'amount', 'such as 1234.50'],
    [{ amount: '-12.50', currency: 'EUR' }, 'amount', '-12.50 is negative; a price is 0 or more, such as 12.50'],
    [{ amount: '-0', currency: 'EUR' }, 'amount', 'a price is 0 or more, such as 0'],
    ...['ZZZ', 'XXX', 'XTS', 'XAU', 'DEM', 'eur', 'EURO', 'EU', ''].map((currency) => {
      const detail = `is "${currency}"; it must be a currency code of ISO 4217 such as EUR`;
      return [{ amount: '1.00', currency }, 'currency', detail] as const;
    }),
  ])('T10 a price that is none is refused with an example: %j', async (value, field, detail) => {
    const { assets } = itemsApi();
    const created = await assets.post('/v1/assets', { name: 'x', kind: 'other', purchase: { value: { amount: '1', currency: 'CHF' } } });

    for (const { status, body } of [
      await assets.post('/v1/assets', { name: 'x', kind: 'other', purchase: { value } }),
      await assets.patch(`/v1/assets/${created.body.id}`, { purchase: { value } }),
    ]) {
      expect([status, body.code, body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
        ...[400, 'body/invalid', [`/purchase/value/${field}`]],
      ]);
      expect(body.errors[0].detail).toContain(detail);
    }
  });

  it.each([
    ['0', 'EUR'],
    ['0.50', 'USD'],
    ['999999999999999', 'ZWG'],
    ['12', 'JPY'],
    ['12.00', 'JPY'],
    ['12.345', 'BHD'],
    ['1.2345', 'CLF'],
    ['12.5', 'EUR'],
  ])('T10 an amount in minor units of its currency is kept as it was sent: %s %s', async (amount, currency) => {
    const { assets } = itemsApi();

    const { status, body } = await assets.post('/v1/assets', { name: 'x', kind: 'other', purchase: { value: { amount, currency } } });

    expect([status, body.purchase.value]).toEqual([201, { amount, currency }]);
    const finer = { purchase: { value: { amount: '0.00001' } } };
    expect((await assets.patch(`/v1/assets/${body.id}`, finer)).status).toBe(400);
    expect((await assets.patch(`/v1/assets/${body.id}`, { purchase: { value: { amount: '1.23456' } } })).status).toBe(400);
  });
});
