import { describe, expect, it } from '@jest/globals';
import { euros, reportOf, valuesApi } from '../../support/values-api.ts';
import { aRestOf } from '../../support/values-sums.ts';

const year = '?from=2026-01-01&to=2026-12-31';
const amount = (money: { amount: string }): string => money.amount;

describe('the roll-forward', () => {
  it('A8 has opening, additions, charges, disposals and closing of a period', async () => {
    const api = await valuesApi();
    await api.bought({ entry: { inServiceDate: '2025-01-01' } });
    const sold = await api.bought({ price: '3600.00' });
    await api.move(sold, { to: 'disposed', date: '2026-07-10', method: 'sold', proceeds: euros('3000'), reason: 'sold' });

    const { items, from, to, book } = await reportOf(api, 'fixed-asset-roll-forward', year);

    expect([from, to, book, items.length, items[0].group]).toEqual(['2026-01-01', '2026-12-31', 'main', 1, null]);
    expect(Object.values(items[0].cost as Record<string, { amount: string }>).map(amount)).toEqual([
      ...['1200.00', '3600.00', '0.00', '3600.00', '1200.00'],
    ]);
    expect(Object.values(items[0].depreciation as Record<string, { amount: string }>).map(amount)).toEqual([
      ...['400.00', '1000.00', '0.00', '600.00', '800.00'],
    ]);
    expect([amount(items[0].netBookValue.opening), amount(items[0].netBookValue.closing)]).toEqual(['800.00', '400.00']);
  });

  it('A8 a transfer takes an asset out of one cost center and into the next, and a closed period keeps it where it was', async () => {
    const api = await valuesApi();
    const id = await api.bought({}, { costCenter: 'CC-1' });
    await api.adjust(id, { kind: 'transfer', date: '2026-07-01', costCenter: 'CC-2' });
    const before = await reportOf(api, 'fixed-asset-roll-forward', `${year}&groupBy=costCenter`);
    await api.close('2026-12-31');
    await api.assets.patch(`/v1/assets/${id}`, { costCenter: 'CC-3' });
    await api.adjust(id, { kind: 'transfer', date: '2026-03-01', costCenter: 'CC-4' });

    const after = await reportOf(api, 'fixed-asset-roll-forward', `${year}&groupBy=costCenter`);

    expect(before.items.map(({ group, cost }: { group: string; cost: object }) => [group, ...Object.values(cost).map(amount)])).toEqual([
      ['CC-1', '0.00', '1200.00', '-1200.00', '0.00', '0.00'],
      ['CC-2', '0.00', '0.00', '1200.00', '0.00', '1200.00'],
    ]);
    expect(after).toEqual(before);
  });
});

describe('reports', () => {
  it('A8 what has no book is listed apart', async () => {
    const api = await valuesApi();
    await api.bought();
    const { id } = await api.asset({ name: 'leased', acquisition: 'leased' });

    const { withoutBook, items } = await reportOf(api, 'asset-value', '?to=2026-06-30');

    expect(items).toMatchObject([{ assets: 1, netBookValue: euros('1000.00') }]);
    expect(withoutBook).toEqual({ assets: 1, items: [{ asset: id, assetName: 'leased', acquisition: 'leased' }] });
  });

  it('A8 the journal balances and equals the roll-forward, and has the accounts of the category before those of the book', async () => {
    const api = await valuesApi({ accounts: { cost: '0400', expense: '4830' } });
    await api.done(api.assets.put('/v1/categories/laptop', { accounts: { cost: '0410' } }));
    const id = await api.bought({}, { category: 'laptop', costCenter: 'CC-1' });
    await api.adjust(id, { kind: 'impairment', book: 'main', date: '2026-06-30', recoverableAmount: euros('500') });
    await api.move(id, { to: 'disposed', date: '2026-12-10', method: 'sold', proceeds: euros('300'), reason: 'sold' });

    const { items } = await reportOf(api, 'journal', year);
    const [{ depreciation, cost }] = (await reportOf(api, 'fixed-asset-roll-forward', year)).items;
    const sum = (account: string) => aRestOf(items, account);

    expect(aRestOf(items)).toBe('0.00');
    expect(sum('0410')).toBe(amount(cost.closing));
    expect(sum('4830')).toBe(amount(depreciation.charge));
    expect(items[0]).toMatchObject({ costCenter: 'CC-1', asset: id, assetName: 'a laptop', text: 'addition', debit: euros('1200.00') });
  });

  it('A8 the journal is read page by page, and each page balances', async () => {
    const api = await valuesApi();
    for (let n = 0; n < 3; n += 1) await api.bought();

    const first = await reportOf(api, 'journal', `${year}&limit=2`);
    const second = await reportOf(api, 'journal', `${year}&limit=2&cursor=${first.nextCursor}`);

    expect([aRestOf(first.items), aRestOf(second.items), second.nextCursor]).toEqual(['0.00', '0.00', undefined]);
    expect(first.items).toHaveLength(2 * second.items.length);
  });

  it('A8 the forecast has the charges of the next twelve months', async () => {
    const api = await valuesApi();
    api.clock.set('2027-05-20T12:00:00.000Z');
    await api.bought({ entry: { lifeMonths: 20 } });

    const { items, from, to } = await reportOf(api, 'depreciation-forecast');

    expect([from, to]).toEqual(['2027-05-01', '2028-04-30']);
    expect(items.map(({ month, charge }: { month: string; charge: { amount: string } }) => [month, charge.amount])).toEqual([
      ...['2027-05', '2027-06', '2027-07', '2027-08'].map((month) => [month, '60.00']),
    ]);
  });

  it('A4 a report says that the 40 per cent test asks for the mid-quarter convention', async () => {
    const api = await valuesApi({ standard: 'tax' });
    const macrs = { method: 'table', convention: 'half-year' };
    await api.bought({ price: '1000', entry: { ...macrs, table: 'macrs-7', inServiceDate: '2026-08-10' } });
    await api.bought({ price: '5000', entry: { ...macrs, table: 'macrs-5', inServiceDate: '2026-10-10' } });

    expect((await reportOf(api, 'fixed-asset-roll-forward', year)).warnings).toEqual([
      { code: 'mid-quarter', from: '2026-01-01', to: '2026-12-31', total: euros('6000.00'), lastQuarter: euros('5000.00') },
    ]);
    expect((await reportOf(api, 'fixed-asset-roll-forward', '?from=2027-01-01&to=2027-12-31')).warnings).toEqual([]);
  });

  it('A8 the period is the fiscal year of the first open day unless it is said', async () => {
    const api = await valuesApi({ fiscalYearStart: '07-01' });
    api.clock.set('2026-11-24T02:00:00.000Z');
    const period = async (query = '') => {
      const { from, to } = await reportOf(api, 'fixed-asset-roll-forward', query);
      return `${from} ${to}`;
    };

    expect(await period()).toBe('2026-07-01 2027-06-30');
    await api.close('2025-12-31');
    expect(await period()).toBe('2025-07-01 2026-06-30');
    expect(await period('?from=2025-01-01')).toBe('2025-01-01 2025-06-30');
    expect(await period('?to=2026-01-31')).toBe('2025-07-01 2026-01-31');
  });

  it.each([
    ['?from=2026-02-01&to=2026-01-31', 400, 'report/end-before-start'],
    ['?from=2000-01-01&to=2026-01-31', 400, 'period/too-long'],
    ['?book=nobody', 404, 'book/not-found'],
    ['?groupBy=shoe', 400, 'query/invalid'],
    ['?from=2026-02-30', 400, 'query/invalid'],
  ])('A8 %s is refused', async (query, status, code) => {
    const { auditor } = await valuesApi();

    const answer = await auditor.get(`/v1/reports/fixed-asset-roll-forward${query}`);

    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('A8 of several books, a report without one means the one named default', async () => {
    const api = await valuesApi();
    await api.assets.put('/v1/books/tax', api.bookBody);
    expect((await api.auditor.get('/v1/reports/asset-value')).body.code).toBe('book/required');
    await api.assets.put('/v1/books/default', api.bookBody);

    expect((await reportOf(api, 'asset-value')).book).toBe('default');
  });
});
