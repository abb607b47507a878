import { expect, it } from '@jest/globals';
import { euros, valuesApi } from '../../support/values-api.ts';

/** Each worked example of depreciation by the API. The domain has the same examples, with its own tests. */

interface Month {
  readonly month: string;
  readonly charge: { readonly amount: string };
}

const cents = (amount: string): number => Math.round(Number(amount) * 100);
const text = (sum: number): string => (sum / 100).toFixed(2);

const yearly = (periods: readonly Month[]): readonly string[] =>
  [...Map.groupBy(periods, ({ month }) => month.slice(0, 4)).values()].map((year) =>
    text(year.reduce((sum, { charge }) => sum + cents(charge.amount), 0)),
  );

const table = (convention: string, inServiceDate: string) => ({ method: 'table', table: 'macrs-5', convention, inServiceDate });
const declining = { method: 'declining-balance', factor: 2, residualValue: '300', lifeMonths: 120 };

it.each([
  ['cumulative rounding', '1000.00', {}, ['333.33', '333.34', '333.33']],
  ['the convention full-month', '1200', { residualValue: '120', inServiceDate: '2026-01-15' }, ['360.00', '360.00', '360.00']],
  [
    'the convention mid-month',
    '1200',
    { residualValue: '120', inServiceDate: '2026-01-15', convention: 'mid-month' },
    ['345.00', '360.00', '360.00', '15.00'],
  ],
  [
    'the convention half-year',
    '1200',
    { residualValue: '120', inServiceDate: '2026-01-15', convention: 'half-year' },
    ['180.00', '360.00', '360.00', '180.00'],
  ],
  ['SLN(30000, 7500, 10)', '30000', { residualValue: '7500', lifeMonths: 120 }, Array.from({ length: 10 }, () => '2250.00')],
  [
    'DDB(2400, 300, 10)',
    '2400',
    declining,
    ['480.00', '384.00', '307.20', '245.76', '196.61', '157.29', '125.83', '100.66', '80.53', '22.12'],
  ],
  [
    'VDB: double declining with the switch',
    '1000',
    { method: 'declining-balance', factor: 2, lifeMonths: 60, atEnd: 'switch' },
    ['400.00', '240.00', '144.00', '108.00', '108.00'],
  ],
  [
    "HP 17bII: sum of years' digits from 1 October",
    '15000',
    { method: 'sum-of-years-digits', lifeMonths: 60, inServiceDate: '2026-10-01' },
    ['1250.00', '4750.00', '3750.00', '2750.00', '1750.00', '750.00'],
  ],
  ['IRS table A-1', '10000', table('half-year', '2026-01-15'), ['2000.00', '3200.00', '1920.00', '1152.00', '1152.00', '576.00']],
  ['IRS table A-5', '10000', table('mid-quarter', '2026-10-15'), ['500.00', '3800.00', '2280.00', '1368.00', '1094.00', '958.00']],
])('A4 by the API, charges by year: %s', async (_, price, entry, years) => {
  const { bought, schedule } = await valuesApi();

  const { periods } = await schedule(await bought({ price, entry }));

  expect(yearly(periods)).toEqual(years);
});

it('A4 by the API: SYD(30000, 7500, 10) in year 1 and year 10', async () => {
  const { bought, schedule } = await valuesApi();
  const entry = { residualValue: '7500', lifeMonths: 120, method: 'sum-of-years-digits' };

  const years = yearly((await schedule(await bought({ price: '30000', entry }))).periods);

  expect([years[0], years[9]]).toEqual(['4090.91', '409.09']);
});

it.each([
  ['JPY', '100000', '0', ['2778', '2778', '2777']],
  ['BHD', '1000', '0', ['27.778', '27.778', '27.777']],
])('A4 T10 by the API: charges in the minor unit of %s', async (currency, price, residualValue, charges) => {
  const { bought, schedule } = await valuesApi({ currency });

  const { periods } = await schedule(await bought({ price, currency, entry: { residualValue } }));

  expect(periods.slice(0, 3).map(({ charge }: Month) => charge.amount)).toEqual(charges);
});

it('A4 by the API: sold for 700 with a selling cost of 25, a loss of 45', async () => {
  const { bought, schedule, move, net } = await valuesApi();
  const id = await bought({ entry: { residualValue: '120', inServiceDate: '2026-01-15' } });

  const sold = await move(id, { to: 'disposed', date: '2027-05-20', method: 'sold', proceeds: euros('700'), sellingCost: euros('25') });
  const { disposal } = await schedule(id);

  expect(sold.status).toBe(200);
  expect(disposal).toEqual({
    date: '2027-05-20',
    netBookValue: euros('720.00'),
    proceeds: euros('700.00'),
    sellingCost: euros('25.00'),
    gainOrLoss: euros('-45.00'),
  });
  expect([await net(id, '2027-05-19'), await net(id, '2027-05-20')]).toEqual(['720.00', '0.00']);
});

it('A4 by the API: a yearly charge is spread evenly, 1,920.00 after 12 months', async () => {
  const { bought, net } = await valuesApi();

  expect(await net(await bought({ price: '2400', entry: declining }), '2026-12-31')).toBe('1920.00');
});

it('A4 by the API: after 24 of 48 months, 12 are left: 600 net, then 50 a month, and the past untouched', async () => {
  const { bought, adjust, schedule } = await valuesApi();
  const id = await bought({ entry: { lifeMonths: 48 } });
  const before = (await schedule(id)).periods.slice(0, 24);

  const { status } = await adjust(id, { kind: 'change-of-estimate', book: 'main', date: '2027-12-31', remainingMonths: 12 });
  const { periods } = await schedule(id);

  expect(status).toBe(201);
  expect(periods.slice(0, 24)).toEqual(before);
  expect(periods[23].netBookValue).toEqual(euros('600.00'));
  expect(periods.slice(24).map(({ charge }: Month) => charge.amount)).toEqual(Array.from({ length: 12 }, () => '50.00'));
});

it('A4 by the API: bought in USD at 0.92, never translated again', async () => {
  const { bought, value } = await valuesApi();
  const id = await bought({
    price: '1300',
    currency: 'USD',
    date: '2026-03-10',
    entry: { inServiceDate: '2026-03-10', exchangeRate: '0.92' },
  });

  expect(await value(id, '2026-12-31')).toEqual({
    book: 'main',
    at: '2026-12-31',
    bookedThrough: '2026-12-31',
    cost: euros('1196.00'),
    accumulatedDepreciation: euros('332.22'),
    accumulatedImpairment: euros('0.00'),
    netBookValue: euros('863.78'),
  });
});

it('A4 by the API: what is retired and idle is charged on, and what is stolen goes to loss', async () => {
  const { bought, move, net, schedule } = await valuesApi();
  const id = await bought();

  await move(id, { to: 'retired', date: '2026-06-30' });
  expect(await net(id, '2026-12-31')).toBe('800.00');
  await move(id, { to: 'stolen', date: '2027-01-10', reference: 'P-1' });

  expect([await net(id, '2027-01-09'), await net(id, '2027-01-10')]).toEqual(['800.00', '0.00']);
  expect((await schedule(id)).disposal.gainOrLoss).toEqual(euros('-800.00'));
});

it('A4 by the API: nothing is charged while the residual value is at or above the net book value', async () => {
  const { bought, net } = await valuesApi();

  expect(await net(await bought({ price: '1000', entry: { residualValue: '1000' } }), '2029-12-31')).toBe('1000.00');
});

it('A4 by the API, a reported case: 1,804.46 over 60 months after 45 charges, and after 60', async () => {
  const { bought, net } = await valuesApi();
  const id = await bought({ price: '1804.46', entry: { residualValue: '120.00', lifeMonths: 60, inServiceDate: '2019-07-02' } });

  expect([await net(id, '2023-03-31'), await net(id, '2024-06-30')]).toEqual(['541.12', '120.00']);
});

it('A4 by the API, a reported case: from the in-service date; a warranty alters no value; what is destroyed is written off', async () => {
  const { bought, net, assets, world } = await valuesApi();
  const id = await bought({ date: '2025-01-10', entry: { lifeMonths: 12, inServiceDate: '2025-03-01' } });
  const before = (await world.assetFacts.of(id)).length;

  const first = await net(id, '2025-05-31');
  await assets.patch(`/v1/assets/${id}`, { warrantyEnd: '2028-01-10' });
  const second = await net(id, '2025-05-31');
  expect((await world.assetFacts.of(id)).length).toBe(before);
  await assets.post(`/v1/assets/${id}/condition`, { condition: 'destroyed', date: '2025-06-15' });

  expect([first, second, await net(id, '2025-06-14'), await net(id, '2025-06-15')]).toEqual(['900.00', '900.00', '900.00', '0.00']);
});

it('A4 by the API, a reported case: seven months down to the residual value, never below it', async () => {
  const { bought, net, schedule } = await valuesApi();
  const id = await bought({ price: '1000.00', entry: { residualValue: '100.00', lifeMonths: 7 } });

  const { periods } = await schedule(id);

  expect(await net(id, '2026-01-01')).toBe('1000.00');
  expect(periods.map(({ netBookValue }: { netBookValue: { amount: string } }) => netBookValue.amount)).toEqual([
    ...['871.43', '742.86', '614.29', '485.71', '357.14', '228.57', '100.00'],
  ]);
  expect(yearly(periods)).toEqual(['900.00']);
});
