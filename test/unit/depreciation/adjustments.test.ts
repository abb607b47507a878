import { expect, it } from '@jest/globals';
import { valueAt } from '../../../shared/domain/depreciation/asset-ledger.ts';
import { aBook, adjusted, aLedger, chargesOf, yearlyCharges } from '../../support/depreciation.ts';

const euros = (amount: string) => ({ amount, currency: 'EUR' });
const impairment = (date: string, amount: string) =>
  ({ kind: 'impairment', book: 'main', date, recoverableAmount: euros(amount) }) as const;
const reversal = (date: string, amount: string) => ({ kind: 'reversal', book: 'main', date, recoverableAmount: euros(amount) }) as const;
const addition = (date: string, amount: string) => ({ kind: 'addition', book: 'main', date, amount: euros(amount) }) as const;
const estimate = (date: string, change: { remainingMonths?: number; residualValue?: string }) =>
  ({ kind: 'change-of-estimate', book: 'main', date, ...change }) as const;

/** 1,200 over 48 months: 25.00 a month. */
const machine = aLedger({ price: '1200', entry: { lifeMonths: 48 } });

it('A4 an impairment lowers the value on its day, and what is left is charged evenly over the months that are left', () => {
  const ledger = adjusted(machine, impairment('2026-12-31', '540'));

  expect(valueAt(ledger, '2026-12-30')).toMatchObject({ netBookValue: 92_500n, accumulatedImpairment: 0n });
  expect(valueAt(ledger, '2026-12-31')).toMatchObject({
    cost: 120_000n,
    accumulatedDepreciation: 30_000n,
    accumulatedImpairment: 36_000n,
    netBookValue: 54_000n,
  });
  expect(chargesOf(ledger, 14).slice(11)).toEqual(['25.00', '15.00', '15.00']);
  expect(valueAt(ledger, '2029-12-31').netBookValue).toBe(0n);
});

it('A4 a reversal is never above the value without the impairment (IAS 36.117)', () => {
  const impaired = adjusted(machine, impairment('2026-12-31', '540'));
  const little = adjusted(impaired, reversal('2027-12-31', '500'));
  const all = adjusted(impaired, reversal('2027-12-31', '5000'));

  expect(valueAt(little, '2027-12-31')).toMatchObject({ accumulatedImpairment: 22_000n, netBookValue: 50_000n });
  expect(valueAt(all, '2027-12-31')).toMatchObject({
    accumulatedDepreciation: 48_000n,
    accumulatedImpairment: 12_000n,
    netBookValue: 60_000n,
  });
  expect(chargesOf(all, 26).slice(23)).toEqual(['15.00', '25.00', '25.00']);
});

it('A4 US GAAP does not allow a reversal', () => {
  const book = aBook({ standard: 'us-gaap' });
  const impaired = adjusted(aLedger({ price: '1200', book }), impairment('2026-12-31', '540'));

  expect(() => adjusted(impaired, reversal('2027-12-31', '600'))).toThrow(
    expect.objectContaining({ code: 'book/reversal-not-allowed', kind: 'conflict' }),
  );
});

it('A4 an addition raises the cost and is charged over the months that are left', () => {
  const ledger = adjusted(machine, addition('2027-01-10', '360'));

  expect(valueAt(ledger, '2027-01-10')).toMatchObject({ cost: 156_000n, netBookValue: 126_000n });
  expect(chargesOf(ledger, 14).slice(11)).toEqual(['25.00', '35.00', '35.00']);
  expect(valueAt(ledger, '2029-12-31').netBookValue).toBe(0n);
});

it('A4 an addition after the end of life is charged at the next month end, and one with a new estimate over its months', () => {
  const late = adjusted(machine, addition('2030-03-10', '100'));
  const longer = adjusted(late, estimate('2030-03-10', { remainingMonths: 4 }));

  expect(valueAt(late, '2030-03-10').netBookValue).toBe(10_000n);
  expect(chargesOf(late, 99).slice(47)).toEqual(['25.00', '0.00', '0.00', '100.00']);
  expect(chargesOf(longer, 99).slice(50)).toEqual(['25.00', '25.00', '25.00', '25.00']);
});

it('A4 a new residual value changes only the charges that follow', () => {
  const ledger = adjusted(machine, estimate('2028-01-01', { residualValue: '120' }));

  expect(chargesOf(ledger, 26).slice(22)).toEqual(['25.00', '25.00', '20.00', '20.00']);
  expect(valueAt(ledger, '2031-01-31').netBookValue).toBe(12_000n);
});

it('A4 a new life before the first charge is a new life', () => {
  const bought = aLedger({ price: '1200', purchaseDate: '2025-11-01', entry: { lifeMonths: 48, convention: 'mid-month' } });
  const ledger = adjusted(bought, estimate('2025-12-15', { remainingMonths: 12 }));

  expect(chargesOf(ledger, 99)).toEqual(['50.00', ...Array.from({ length: 11 }, () => '100.00'), '50.00']);
});

it("A4 a new estimate begins the sum of years' digits anew", () => {
  const computer = aLedger({ price: '1500', entry: { method: 'sum-of-years-digits', lifeMonths: 60 } });
  const ledger = adjusted(computer, estimate('2027-01-01', { remainingMonths: 24 }));

  expect(yearlyCharges(ledger)).toEqual(['500.00', '666.67', '333.33']);
});

it('A4 a new estimate takes the factor over the new life, and a rate as it is', () => {
  const byFactor = aLedger({ price: '1000', entry: { method: 'declining-balance', factor: 2, lifeMonths: 60, atEnd: 'write-off' } });
  const byRate = aLedger({ price: '1000', entry: { method: 'declining-balance', rate: '0.4', lifeMonths: 60, atEnd: 'write-off' } });
  const change = estimate('2027-01-01', { remainingMonths: 36 });

  expect(yearlyCharges(adjusted(byFactor, change))).toEqual(['400.00', '400.00', '133.33', '66.67']);
  expect(yearlyCharges(adjusted(byRate, change))).toEqual(['400.00', '240.00', '144.00', '216.00']);
});

it('A4 a table continues in its proportions after an impairment, and evenly after a new estimate of the life', () => {
  const property = aLedger({ price: '10000', entry: { method: 'table', table: 'macrs-5', convention: 'half-year' } });
  const impaired = adjusted(property, impairment('2026-12-31', '4000'));
  const shorter = adjusted(property, estimate('2027-01-01', { remainingMonths: 20 }));

  expect(yearlyCharges(impaired)).toEqual(['2000.00', '1600.00', '960.00', '576.00', '576.00', '288.00']);
  expect(yearlyCharges(shorter)).toEqual(['2000.00', '4800.00', '3200.00']);
});

it.each([
  ['write-off', ['250.00', '187.50', '140.62', '421.88']],
  ['keep', ['250.00', '187.50', '140.62', '105.47']],
  ['switch', ['250.00', '250.00', '250.00', '250.00']],
] as const)('A4 what is left of a declining balance at the end of life: %s', (atEnd, years) => {
  const ledger = aLedger({ price: '1000', entry: { method: 'declining-balance', rate: 0.25, lifeMonths: 48, atEnd } });

  expect(yearlyCharges(ledger)).toEqual(years);
});

it('A4 the rest that a declining balance keeps is kept also after an addition', () => {
  const kept = aLedger({ price: '1000', entry: { method: 'declining-balance', rate: 0.5, lifeMonths: 24, atEnd: 'keep' } });
  const ledger = adjusted(kept, addition('2028-05-05', '80'));

  expect(valueAt(ledger, '2028-05-05').netBookValue).toBe(33_000n);
  expect(valueAt(ledger, '2028-05-31').netBookValue).toBe(25_000n);
});

it('A4 an asset that has reached its residual value early charges an addition over the months that are left', () => {
  const early = aLedger({ price: '1000', entry: { method: 'declining-balance', rate: 1, lifeMonths: 24, atEnd: 'keep' } });
  const ledger = adjusted(early, addition('2027-01-01', '120'));

  expect(yearlyCharges(ledger)).toEqual(['1000.00', '120.00']);
  expect(chargesOf(ledger, 14).slice(12)).toEqual(['10.00', '10.00']);
});
