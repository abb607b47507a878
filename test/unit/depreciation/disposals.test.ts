import { expect, it } from '@jest/globals';
import { assetLedger, disposalResult, valueAt } from '../../../shared/domain/depreciation/asset-ledger.ts';
import type { BookFact } from '../../../shared/domain/depreciation/facts.ts';
import { depreciationSchedule } from '../../../shared/domain/depreciation/schedule.ts';
import { aBook, adjusted, aLedger, anAcquisition, chargesOf, disposedOf, monthsOf, noonOf, onDay } from '../../support/depreciation.ts';

const euros = (amount: string) => ({ amount, currency: 'EUR' });
const _impairment = (date: string, amount: string) =>
  ({ kind: 'impairment', book: 'main', date, recoverableAmount: euros(amount) }) as const;
const _reversal = (date: string, amount: string) => ({ kind: 'reversal', book: 'main', date, recoverableAmount: euros(amount) }) as const;
const _addition = (date: string, amount: string) => ({ kind: 'addition', book: 'main', date, amount: euros(amount) }) as const;
const estimate = (date: string, change: { remainingMonths?: number; residualValue?: string }) =>
  ({ kind: 'change-of-estimate', book: 'main', date, ...change }) as const;

/** 1,200 over 48 months: 25.00 a month. */
const machine = aLedger({ price: '1200', entry: { lifeMonths: 48 } });

const ofYear = { price: '1200', entry: { lifeMonths: 24, inServiceDate: '2026-02-01' } } as const;

it.each([
  // Half a year in the year of the sale: 600 of the second year, half of it at once, also if less was charged before.
  ['half-year', '2027-03-10', '600.00'],
  ['half-year', '2027-11-10', '600.00'],
  ['half-year', '2026-11-10', '0.00'],
  // From the middle of the first quarter to the middle of the quarter of the sale: 3, 9 and 12 months.
  ['mid-quarter', '2026-05-10', '150.00'],
  ['mid-quarter', '2026-11-10', '450.00'],
  ['mid-quarter', '2027-02-10', '600.00'],
  ['mid-month', '2026-02-10', '0.00'],
  ['mid-month', '2026-03-10', '50.00'],
  ['full-month', '2026-02-28', '0.00'],
  ['full-month', '2026-03-31', '50.00'],
  ['full-month', '2026-01-15', '0.00'],
] as const)('A4 the convention %s at a disposal on %s charges %s in all', (convention, date, charged) => {
  const bought = aLedger({ ...ofYear, purchaseDate: '2026-01-01', entry: { ...ofYear.entry, convention } });
  const ledger = disposedOf(bought, date, '100');

  expect(valueAt(ledger, date)).toMatchObject({ cost: 0n, accumulatedDepreciation: 0n, netBookValue: 0n });
  expect(ledger.figuresOn(date).gross.depreciation).toBe(BigInt(charged.replace('.', '')));
  expect(disposalResult(ledger)?.gainOrLoss).toBe(10_000n - 120_000n + BigInt(charged.replace('.', '')));
});

it('A4 a mid-month asset with a new estimate charges half of the month of disposal', () => {
  const bought = aLedger({ price: '1200', entry: { lifeMonths: 48, convention: 'mid-month' } });
  const ledger = disposedOf(adjusted(bought, estimate('2027-01-01', { remainingMonths: 10 })), '2027-03-15');

  // 11.5 months of 25.00, then 912.50 over ten months.
  expect(ledger.figuresOn('2027-03-15').gross.depreciation).toBe(28_750n + 22_812n);
});

it('A4 IRS Publication 946: a table charges nothing for an asset that comes and goes in one year, and half a year otherwise', () => {
  const entry = { method: 'table', table: 'macrs-5', inServiceDate: '2026-01-10' } as const;
  const halfYear = aLedger({ price: '10000', entry: { ...entry, convention: 'half-year' } });
  const midQuarter = aLedger({ price: '10000', entry: { ...entry, convention: 'mid-quarter' } });
  const charged = (ledger: typeof halfYear, date: string) => disposedOf(ledger, date).figuresOn(date).gross.depreciation;

  expect(charged(midQuarter, '2026-11-11')).toBe(0n);
  expect(charged(halfYear, '2027-11-11')).toBe(200_000n + 160_000n);
  // 12.5 and 87.5 per cent of the second year's 2,600.
  expect(charged(midQuarter, '2027-02-11')).toBe(350_000n + 32_500n);
  expect(charged(midQuarter, '2027-12-11')).toBe(350_000n + 227_500n);
});

it('A4 fiscal years decide half years and quarters', () => {
  const book = aBook({ fiscalYearStart: '07-01' });
  const halfYear = aLedger({ price: '1200', book, entry: { lifeMonths: 24, convention: 'half-year', inServiceDate: '2026-05-20' } });
  const midQuarter = aLedger({ price: '1200', book, entry: { lifeMonths: 24, convention: 'mid-quarter', inServiceDate: '2026-05-20' } });

  expect(valueAt(halfYear, '2026-06-30').accumulatedDepreciation).toBe(30_000n);
  expect(valueAt(halfYear, '2027-06-30').accumulatedDepreciation).toBe(90_000n);
  expect(valueAt(midQuarter, '2026-06-30').accumulatedDepreciation).toBe(7_500n);
  expect(monthsOf(midQuarter).at(-1)?.month).toBe('2028-06');
});

it('A4 what happens after the asset has left the book changes nothing', () => {
  const left = disposedOf(machine, '2027-01-15', '900');
  const late: BookFact = { kind: 'addition', date: '2027-02-01', amount: 5_000n, ...onDay('2027-02-01') };

  expect(disposalResult(assetLedger(left.book, [...left.facts, late]))).toEqual(disposalResult(left));
});

it('A4 what was written off as stolen and is sold later brings its proceeds as a gain on that day', () => {
  const ledger = disposedOf(disposedOf(machine, '2026-06-10'), '2026-08-20', '90', '10');

  expect(ledger.figuresOn('2026-08-19').netProceeds).toBe(0n);
  expect(ledger.figuresOn('2026-08-20').netProceeds).toBe(8_000n);
  expect(disposalResult(ledger)).toEqual({
    date: '2026-06-10',
    netBookValue: 107_500n,
    proceeds: 9_000n,
    sellingCost: 1_000n,
    gainOrLoss: -99_500n,
  });
});

it('A4 a stolen laptop that is found has the value again that it would have had', () => {
  const stolen = disposedOf(machine, '2026-06-10');
  const facts = stolen.facts.map((fact) => (fact.kind === 'disposal' ? { ...fact, withdrawn: onDay('2026-09-10') } : fact));
  const found = assetLedger(stolen.book, facts);

  expect(valueAt(found, '2026-09-09').netBookValue).toBe(0n);
  expect(valueAt(found, '2026-09-10').netBookValue).toBe(100_000n);
  expect(chargesOf(found, 10)).toEqual(['25.00', '25.00', '25.00', '25.00', '25.00', '0.00', '0.00', '0.00', '100.00', '25.00']);
  expect(disposalResult(found)).toBeUndefined();
});

it('A4 a corrected purchase price counts from its booking on', () => {
  const first = anAcquisition({ price: '1200', entry: { lifeMonths: 12 } });
  const corrected = { ...anAcquisition({ price: '2400', entry: { lifeMonths: 12 } }), ...onDay('2026-03-20') };
  const ledger = assetLedger(aBook(), [corrected, first]);

  expect(chargesOf(ledger, 4)).toEqual(['100.00', '100.00', '400.00', '200.00']);
  expect(valueAt(ledger, '2026-03-19').cost).toBe(120_000n);
  expect(valueAt(ledger, '2026-03-20').cost).toBe(240_000n);
});

it('A4 of two facts of one day the one that was recorded first counts first', () => {
  const at = (hour: number) => ({ recordedAt: `2027-01-10T0${hour}:00:00.000Z`, bookedOn: '2027-01-10' });
  const later: BookFact = { kind: 'addition', date: '2027-01-10', amount: 10_000n, ...at(2) };
  const earlier: BookFact = { kind: 'impairment', date: '2027-01-10', recoverableAmount: 50_000n, ...at(1) };

  expect(valueAt(assetLedger(aBook(), [...machine.facts, later, earlier]), '2027-01-10').netBookValue).toBe(60_000n);
});

it('A4 an asset without an acquisition has no schedule, no value and no disposal', () => {
  const ledger = assetLedger(aBook(), []);

  expect(depreciationSchedule(ledger, '2027-01-01')).toEqual([]);
  expect(disposalResult(ledger)).toBeUndefined();
  expect(valueAt(ledger, '2027-01-15')).toEqual({
    bookedThrough: '2026-12-31',
    cost: 0n,
    accumulatedDepreciation: 0n,
    accumulatedImpairment: 0n,
    netBookValue: 0n,
  });
});

it('A4 the months that have ended are booked, and the others a forecast', () => {
  const months = depreciationSchedule(machine, '2026-03-30');

  expect(months.slice(0, 3)).toEqual([
    { month: '2026-01', charge: 2_500n, accumulatedDepreciation: 2_500n, netBookValue: 117_500n, booked: true },
    { month: '2026-02', charge: 2_500n, accumulatedDepreciation: 5_000n, netBookValue: 115_000n, booked: true },
    { month: '2026-03', charge: 2_500n, accumulatedDepreciation: 7_500n, netBookValue: 112_500n, booked: false },
  ]);
  expect(depreciationSchedule(machine, '2026-03-31')[2]?.booked).toBe(true);
});

it('A8 a fact of a closed month is caught up in the first open one, and values can be asked as known before', () => {
  const late: BookFact = {
    kind: 'impairment',
    date: '2026-06-30',
    recoverableAmount: 63_000n,
    recordedAt: noonOf('2026-09-05'),
    bookedOn: '2026-09-01',
  };
  const ledger = assetLedger(aBook(), [...machine.facts, late]);
  const before = assetLedger(aBook(), [...machine.facts, late], noonOf('2026-09-04'));

  expect(valueAt(ledger, '2026-08-31')).toEqual(valueAt(machine, '2026-08-31'));
  // Since July 15.00 a month was right, and 25.00 was charged twice: September has 15.00 less 20.00.
  expect(chargesOf(ledger, 10).slice(7)).toEqual(['25.00', '-5.00', '15.00']);
  expect(valueAt(ledger, '2026-09-30')).toMatchObject({ accumulatedImpairment: 42_000n, netBookValue: 58_500n });
  expect(valueAt(before, '2026-09-30')).toEqual(valueAt(machine, '2026-09-30'));
});
