import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { costOfOwnership, type Payment } from '../../../shared/domain/cost/cost-of-ownership.ts';
import { chargeOfLedger } from '../../../shared/domain/cost/ledger-charge.ts';
import { paymentSpans } from '../../../shared/domain/cost/vendor-contract.ts';
import { dateOfDay, dayNumber } from '../../../shared/domain/dates.ts';
import { minorUnitsOf } from '../../../shared/domain/money.ts';
import type { DateSpan } from '../../../shared/domain/splitting.ts';
import { costsApi, eur } from '../../support/costs.ts';
import { aLedger, disposedOf } from '../../support/depreciation.ts';

const year = 'from=2026-01-01&to=2026-12-31';
const bought = { price: '1200.00', purchaseDate: '2026-01-15', entry: { residualValue: '120.00' } };
/** An entry that charges 30.00 a month of what costs 1,200.00. */
const entry = {
  ...{ name: 'main', method: 'straight-line', lifeMonths: 36, convention: 'full-month' },
  ...{ residualValue: '120.00', inServiceDate: '2026-01-15' },
};

describe('the cost of ownership', () => {
  it('A3 bought for 1,200 in January, charge 360, repair 50: cash 1,250, accrual 410, never 1,610 (worked example)', async () => {
    const { bought: buy, spend, owned, assets } = costsApi();
    await assets.put('/v1/books/main', { currency: 'EUR', fiscalYearStart: '01-01', standard: 'ifrs' });
    const id = await buy('1200.00', { books: [entry] });
    await spend(id, 'repair', '50.00');

    expect(await owned(id, `${year}&basis=cash`)).toEqual({
      ...{ basis: 'cash', from: '2026-01-01', to: '2026-12-31', total: eur('1250.00'), totals: [eur('1250.00')] },
      parts: [
        { kind: 'acquisition', amount: eur('1200.00') },
        { kind: 'repair', amount: eur('50.00') },
      ],
    });
    expect(await owned(id, `${year}&basis=accrual`)).toMatchObject({
      total: eur('410.00'),
      parts: [
        { kind: 'depreciation', amount: eur('360.00') },
        { kind: 'repair', amount: eur('50.00') },
      ],
    });
  });

  it('A3 a cost of 12,000 for 2026-11-01 to 2027-10-31 is 2,005.48 in 2026 and 9,994.52 in 2027 on accrual basis (worked example)', async () => {
    const { bought: buy, spend, owned } = costsApi();
    const id = await buy('0.00');
    await spend(id, 'maintenance', '12000.00', { date: '2026-11-02', period: { from: '2026-11-01', to: '2027-10-31' } });
    const total = async (query: string) => (await owned(id, query)).total.amount;

    expect(await total('from=2026-01-01&to=2026-12-31&basis=accrual')).toBe('2005.48');
    expect(await total('from=2027-01-01&to=2027-12-31&basis=accrual')).toBe('9994.52');
    expect(await total('from=2026-01-01&to=2026-12-31&basis=cash')).toBe('12000.00');
    expect((await owned(id, 'from=2027-01-01&to=2027-12-31&basis=cash')).parts).toEqual([]);
  });

  it('A3 T10 currencies are never added: the total is null, and there is one for each currency', async () => {
    const { bought: buy, spend, owned } = costsApi();
    const id = await buy('1200.00');
    await spend(id, 'repair', '0', { amount: { amount: '5000', currency: 'JPY' } });

    expect(await owned(id, year)).toMatchObject({
      total: null,
      totals: [eur('1200.00'), { amount: '5000', currency: 'JPY' }],
      parts: [{ kind: 'acquisition' }, { kind: 'repair', amount: { amount: '5000', currency: 'JPY' } }],
    });
  });

  it('A3 a disposal adds what the sale cost and takes off what it brought', async () => {
    const { bought: buy, assets, owned } = costsApi();
    const id = await buy('1200.00');
    const sale = { to: 'disposed', method: 'sold', date: '2026-11-20', proceeds: eur('300.00'), sellingCost: eur('20.00') };
    await assets.post(`/v1/assets/${id}/transition`, sale);

    expect(await owned(id, year)).toMatchObject({ total: eur('920.00'), parts: [{}, { kind: 'disposal', amount: eur('-280.00') }] });
    expect((await owned(id, 'from=2026-11-21&to=2026-12-31')).parts).toEqual([]);
  });

  it('A3 the whole life costs the same on both bases: the loss of the disposal is what was not depreciated', () => {
    const sold = disposedOf(aLedger(bought), '2027-05-10', '300.00', '20.00');
    const life = { from: '2026-01-01', to: '2030-12-31' };

    const charge = chargeOfLedger(sold, life);

    expect(charge.depreciation + charge.impairment + charge.disposal).toBe(120_000n - 30_000n + 2_000n);
  });

  it('A3 an asset without a book was an expense when it was bought, and an unknown book is refused', async () => {
    const { bought: buy, owned, assets } = costsApi();
    const id = await buy('80.00');

    expect(await owned(id, `${year}&basis=accrual`)).toMatchObject({ total: eur('80.00'), parts: [{ kind: 'acquisition' }] });
    const refused = await assets.get(`/v1/assets/${id}/cost-of-ownership?book=tax`);
    expect([refused.status, refused.body.code]).toEqual([404, 'book/not-found']);
  });

  it('A3 without dates it is the cost from the purchase until today', async () => {
    const { bought: buy, owned, assets } = costsApi();
    const id = await buy('80.00');

    expect(await owned(id, '')).toMatchObject({ basis: 'cash', from: '2026-01-15', to: '2026-11-24', total: eur('80.00') });
    const refused = await assets.get(`/v1/assets/${id}/cost-of-ownership?from=2026-12-01&to=2026-11-01`);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/query/from']);
    for (const query of ['from=1899-12-31', 'to=3000-01-01', 'from=0001-01-01&to=9999-12-31', 'from=9999-12-31', 'to=0000-01-01'])
      expect((await assets.get(`/v1/assets/${id}/cost-of-ownership?basis=accrual&${query}`)).status).toBe(400);
    expect(await owned(id, 'basis=accrual&from=1900-01-01&to=2999-12-31')).toMatchObject({ from: '1900-01-01', to: '2999-12-31' });
  });

  it('A5 the true cost of a seat is the cost of the period, divided by the average number of seats', async () => {
    const { made, owned, assets, clock } = costsApi();
    const id = await made('/v1/assets', { name: 'Draw Pro', kind: 'software-license', license: { metric: 'core' } });
    await made(`/v1/assets/${id}/terms`, { start: '2026-11-01', end: '2026-11-30', quantity: 100, cost: eur('3000.00') });
    clock.set('2026-11-16T00:00:00.000Z');
    await assets.post(`/v1/assets/${id}/seats`, { quantity: 40 });

    expect(await owned(id, 'from=2026-11-01&to=2026-11-30&basis=accrual')).toMatchObject({
      total: eur('3000.00'),
      parts: [{ kind: 'term', amount: eur('3000.00') }],
      seats: { averageEntitled: '100.00', averageAssigned: '20.00', costPerEntitled: eur('30.00'), costPerAssigned: eur('150.00') },
    });
  });

  it('X2 costs are read by asset managers, auditors and admins only', async () => {
    const { bought: buy, spend, as, made } = costsApi();
    const id = await buy('80.00');
    await spend(id, 'repair', '5.00');
    const days = { start: '2026-01-01', end: '2026-12-31' };
    const contract = await made('/v1/contracts', { vendor: 'Fix Ltd', number: 'C-1', ...days, cost: eur('1.00'), items: [id] });
    const paths = [`/v1/assets/${id}/costs`, `/v1/assets/${id}/cost-of-ownership`, '/v1/contracts', `/v1/contracts/${contract}`];

    for (const path of paths) {
      const statuses = await Promise.all(
        (['viewer', 'change-manager', 'configuration-manager', 'asset-manager', 'auditor', 'admin'] as const).map(
          async (role) => (await as(role).get(path)).status,
        ),
      );
      expect([path, ...statuses]).toEqual([path, 403, 403, 403, 200, 200, 200]);
    }
  });
});

const aDate = fc.integer({ min: dayNumber('2020-01-01'), max: dayNumber('2035-12-31') }).map(dateOfDay);
const aSpan = fc.tuple(aDate, aDate).map(([one, other]): DateSpan => (one < other ? { from: one, to: other } : { from: other, to: one }));
const aPayment = fc.record({
  kind: fc.constantFrom('maintenance', 'repair', 'contract', 'term', 'other'),
  date: aDate,
  amount: fc.integer({ min: -100_000, max: 1_000_000 }).map((minor) => eur((minor / 100).toFixed(2))),
  span: fc.option(aSpan, { nil: undefined }),
}) as fc.Arbitrary<Payment>;
const everything = { from: '2000-01-01', to: '2050-12-31' };
const minor = ({ totals }: ReturnType<typeof costOfOwnership>): bigint =>
  totals.reduce((sum, { amount, currency }) => sum + minorUnitsOf(amount, currency), 0n);

describe('properties of costs', () => {
  it.each(['cash', 'accrual'] as const)('A3 on %s basis, the costs of adjoining periods add up to that of the whole', (basis) => {
    fc.assert(
      fc.property(fc.array(aPayment, { maxLength: 8 }), aDate, (payments, cut) => {
        const sources = { asset: { createdAt: '2026-01-01T00:00:00.000Z' }, payments };
        const of = (span: DateSpan) => minor(costOfOwnership(sources, span, basis));
        const paid = payments.reduce((sum, { amount }) => sum + minorUnitsOf(amount.amount, 'EUR'), 0n);
        const after = dateOfDay(dayNumber(cut) + 1);

        expect(of({ ...everything, to: cut }) + of({ ...everything, from: after })).toBe(of(everything));
        expect(of(everything)).toBe(paid);
      }),
    );
  });

  it('A3 the payments of a contract adjoin, and cover its days exactly once', () => {
    fc.assert(
      fc.property(aSpan, fc.constantFrom('month' as const, 'quarter' as const, 'year' as const, undefined), ({ from, to }, every) => {
        const spans = paymentSpans({ start: from, end: to, ...(every ? { every } : {}) }, everything);

        expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([from, to]);
        for (const [place, span] of spans.slice(1).entries()) expect(dayNumber(span.from)).toBe(dayNumber(spans[place]?.to ?? '') + 1);
      }),
    );
  });

  it('A3 a part of the payments are exactly those that touch a period, also in the last years', () => {
    fc.assert(
      fc.property(aSpan, aSpan, fc.constantFrom('month' as const, 'quarter' as const, 'year' as const), (span, within, every) => {
        const contract = { start: span.from, end: span.to, every };
        const touching = paymentSpans(contract, everything).filter(({ from, to }) => from <= within.to && to >= within.from);

        expect(paymentSpans(contract, within)).toEqual(touching);
      }),
    );
    const last = paymentSpans({ start: '9999-10-31', end: '9999-12-31', every: 'month' }, { from: '9999-01-01', to: '9999-12-31' });
    expect(last).toEqual([
      { from: '9999-10-31', to: '9999-11-29' },
      { from: '9999-11-30', to: '9999-12-31' },
    ]);
  });
});
