import { expect, it } from '@jest/globals';
import { assetLedger, valueAt } from '../../../shared/domain/depreciation/asset-ledger.ts';
import {
  aBook,
  adjusted,
  aLedger,
  anAcquisition,
  chargesOf,
  disposedOf,
  midQuarterTests,
  noonOf,
  onDay,
  yearlyCharges,
} from '../../support/depreciation.ts';

const euros = (amount: string) => ({ amount, currency: 'EUR' });
const estimate = (date: string, change: { remainingMonths?: number; residualValue?: string }) =>
  ({ kind: 'change-of-estimate', book: 'main', date, ...change }) as const;

const times = (count: number, charge: string): readonly string[] => Array.from({ length: count }, () => charge);

it.each([
  ['half-year', [...times(3, '60.00'), ...times(12, '30.00'), ...times(12, '30.00'), ...times(12, '15.00')]],
  ['mid-quarter', [...times(3, '15.00'), ...times(12, '30.00'), ...times(12, '30.00'), ...times(12, '26.25')]],
] as const)('A4 the amount of a fiscal year is spread evenly over its months, from the in-service date on: %s', (convention, charges) => {
  const ledger = aLedger({ price: '1080', entry: { convention, inServiceDate: '2026-10-05' } });

  expect(chargesOf(ledger, 99)).toEqual(charges);
  expect(valueAt(ledger, '2026-10-30').netBookValue).toBe(108_000n);
});

it('A4 a fiscal year that begins in April decides the half years', () => {
  const book = aBook({ fiscalYearStart: '04-06' });
  const ledger = aLedger({ price: '1200', book, entry: { lifeMonths: 24, convention: 'half-year', inServiceDate: '2026-03-31' } });

  expect(chargesOf(ledger, 99)).toEqual(['300.00', ...times(12, '50.00'), ...times(12, '25.00')]);
});

it("A4 a life that is not of whole years: sum of years' digits and declining balance over 30 months", () => {
  const over = (entry: object) => yearlyCharges(aLedger({ price: '1000', entry: { lifeMonths: 30, ...entry } }));

  expect(over({ method: 'sum-of-years-digits' })).toEqual(['588.24', '352.94', '58.82']);
  expect(over({ method: 'declining-balance', factor: 2, atEnd: 'switch' })).toEqual(['800.00', '160.00', '40.00']);
  expect(over({ method: 'declining-balance', factor: 2, atEnd: 'keep' })).toEqual(['800.00', '160.00', '16.00']);
  expect(over({ method: 'declining-balance', factor: 3 })).toEqual(['1000.00', '0.00', '0.00']);
});

it('A4 a new estimate with a residual value leaves it, and one in the month of the in-service date is a new life', () => {
  const machine = aLedger({ price: '1200', entry: { lifeMonths: 48 } });
  const both = adjusted(machine, estimate('2028-01-01', { remainingMonths: 12, residualValue: '120' }));
  const halfMonth = aLedger({ price: '1200', entry: { lifeMonths: 48, convention: 'mid-month', inServiceDate: '2026-01-10' } });

  expect(chargesOf(both, 99).slice(24)).toEqual(times(12, '40.00'));
  expect(chargesOf(adjusted(halfMonth, estimate('2026-01-20', { remainingMonths: 12 })), 2)).toEqual(['50.00', '100.00']);
});

it('A4 a table has the life for which it was published: another life is charged evenly, by the convention', () => {
  const bought = aLedger({
    price: '1000',
    purchaseDate: '2025-11-01',
    entry: { method: 'table', table: 'macrs-5', convention: 'half-year' },
  });

  expect(yearlyCharges(adjusted(bought, estimate('2025-12-01', { remainingMonths: 24 })))).toEqual(['250.00', '500.00', '250.00']);
});

it('A4 after a new estimate, the convention full-month still charges nothing for the month of disposal', () => {
  const machine = adjusted(aLedger({ price: '1200', entry: { lifeMonths: 48 } }), estimate('2027-01-01', { remainingMonths: 10 }));

  expect(disposedOf(machine, '2027-03-15').figuresOn('2027-03-15').gross.depreciation).toBe(30_000n + 18_000n);
});

it('A4 the rest that is kept stays also if an addition comes on the last day of the life', () => {
  const kept = aLedger({
    price: '1000',
    entry: { method: 'declining-balance', rate: 0.5, lifeMonths: 24, atEnd: 'keep', residualValue: '50' },
  });
  const ledger = adjusted(kept, { kind: 'addition', book: 'main', date: '2027-12-31', amount: euros('80') });

  expect(valueAt(ledger, '2027-12-31').netBookValue).toBe(33_000n);
  expect(valueAt(ledger, '2028-01-31').netBookValue).toBe(25_000n);
});

it('A4 what would be the value without an impairment has the additions since', () => {
  const machine = aLedger({ price: '1200', entry: { lifeMonths: 48 } });
  const impaired = adjusted(machine, { kind: 'impairment', book: 'main', date: '2026-12-31', recoverableAmount: euros('540') });
  const enlarged = adjusted(impaired, { kind: 'addition', book: 'main', date: '2026-12-31', amount: euros('360') });
  const reversed = adjusted(enlarged, { kind: 'reversal', book: 'main', date: '2027-12-31', recoverableAmount: euros('9999') });

  expect(valueAt(reversed, '2027-12-31').netBookValue).toBe(84_000n);
});

it('A4 a fact that is dated before the acquisition counts from the acquisition on', () => {
  const early = { kind: 'addition', date: '2025-06-01', amount: 12_000n, ...onDay('2025-06-01') } as const;
  const ledger = assetLedger(aBook(), [anAcquisition({ price: '1080' }), early]);

  expect(chargesOf(ledger, 2)).toEqual(['33.33', '33.34']);
  expect(valueAt(ledger, '2025-12-31').cost).toBe(0n);
});

it('A8 an acquisition that is booked late catches up all charges at once, and one that is corrected twice has the last price', () => {
  const late = { ...anAcquisition({ price: '1200', entry: { lifeMonths: 12 } }), bookedOn: '2026-04-01' };
  const again = (price: string, hour: number) => ({
    ...anAcquisition({ price, entry: { lifeMonths: 12 } }),
    bookedOn: '2026-05-01',
    recordedAt: `2026-05-01T0${hour}:00:00.000Z`,
  });

  expect(chargesOf(assetLedger(aBook(), [late]), 2)).toEqual(['400.00', '100.00']);
  expect(valueAt(assetLedger(aBook(), [again('3600', 3), again('2400', 2), late]), '2026-05-01').cost).toBe(360_000n);
  expect(valueAt(assetLedger(aBook(), [late, again('2400', 2), again('3600', 3)]), '2026-05-01').cost).toBe(360_000n);
});

it('A8 the schedule of an asset whose in-service date is corrected has all charges, and goes on until the last booking', () => {
  const first = anAcquisition({ price: '1200', entry: { lifeMonths: 12 } });
  const later = { ...anAcquisition({ price: '1200', entry: { lifeMonths: 12, inServiceDate: '2026-03-01' } }), ...onDay('2026-03-20') };
  const early = { kind: 'addition', date: '2025-06-01', amount: 1_200n, ...onDay('2025-06-01') } as const;
  const mistaken = { ...early, date: '2027-04-01', ...onDay('2027-04-01'), withdrawn: onDay('2027-06-10') } as const;

  // 200.00 were charged in January and February, where by March 100.00 are right.
  expect(chargesOf(assetLedger(aBook(), [first, later]), 2)).toEqual(['100.00', '100.00']);
  expect(chargesOf(assetLedger(aBook(), [first, early]), 1)).toEqual(['101.00']);
  expect(chargesOf(assetLedger(aBook(), [first, mistaken]), 99).slice(14)).toEqual(['0.00', '12.00', '0.00', '-12.00']);
});

it('A4 an addition on the day of the disposal counts', () => {
  const machine = adjusted(aLedger({ price: '1200' }), { kind: 'addition', book: 'main', date: '2026-01-20', amount: euros('60') });

  expect(disposedOf(machine, '2026-01-20').figuresOn('2026-01-20').derecognised.cost).toBe(126_000n);
});

it('A8 a fact is known at the instant at which it was recorded', () => {
  const fact = anAcquisition({ price: '1200' });
  const cost = (knownAt: string) => valueAt(assetLedger(aBook(), [fact], knownAt), '2026-05-01').cost;

  expect(cost(noonOf('2026-01-01'))).toBe(120_000n);
  expect(cost('2026-01-01T11:59:59.999Z')).toBe(0n);
});

it('A4 IRS Publication 946: each tax year has its own mid-quarter test, without what came and went in one year', () => {
  const placed = [
    { inServiceDate: '2027-05-10', cost: 300n },
    { inServiceDate: '2026-02-10', cost: 500n },
    { inServiceDate: '2026-11-10', cost: 900n, disposedOn: '2027-06-30' },
    { inServiceDate: '2026-06-10', cost: 400n, disposedOn: '2026-12-10' },
    { inServiceDate: '2027-07-01', cost: 700n, disposedOn: '2028-07-01' },
  ];

  expect(midQuarterTests(placed, '07-01')).toEqual([
    { from: '2025-07-01', to: '2026-06-30', total: 900n, lastQuarter: 400n, applies: true },
    { from: '2026-07-01', to: '2027-06-30', total: 300n, lastQuarter: 300n, applies: true },
    { from: '2027-07-01', to: '2028-06-30', total: 700n, lastQuarter: 0n, applies: false },
  ]);
});
