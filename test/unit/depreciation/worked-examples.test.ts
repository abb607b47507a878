import { expect, it } from '@jest/globals';
import { type AssetLedger, disposalResult, valueAt } from '../../../shared/domain/depreciation/asset-ledger.ts';
import { decliningValues } from '../../../shared/domain/depreciation/declining-balance.ts';
import { halfUp, inMoney, moneyOf } from '../../../shared/domain/money.ts';
import {
  aBook,
  adjusted,
  aLedger,
  chargedInAll,
  chargesOf,
  disposedOf,
  midQuarterTests,
  yearlyCharges,
} from '../../support/depreciation.ts';

const netOn = (ledger: AssetLedger, date: string): string => moneyOf(valueAt(ledger, date).netBookValue, ledger.book.currency).amount;

const euros = (amount: string) => ({ amount, currency: 'EUR' });

it('A4 cumulative rounding, half up: 1,000.00 over 36 months', () => {
  const ledger = aLedger({ price: '1000.00' });

  expect(chargesOf(ledger, 4)).toEqual(['27.78', '27.78', '27.77', '27.78']);
  expect(yearlyCharges(ledger)).toEqual(['333.33', '333.34', '333.33']);
});

it.each([
  ['JPY', '100000', ['2778', '2778', '2777']],
  ['BHD', '1000', ['27.778', '27.778', '27.777']],
])('A4 T10 cumulative rounding to the minor unit of %s', (currency, price, charges) => {
  const ledger = aLedger({ price, book: aBook({ currency }) });

  expect(chargesOf(ledger, 3)).toEqual(charges);
});

const conventions = { price: '1200', entry: { residualValue: '120', inServiceDate: '2026-01-15' } };

it.each([
  ['full-month', '840.00', ['360.00', '360.00', '360.00']],
  ['mid-month', '855.00', ['345.00', '360.00', '360.00', '15.00']],
  ['half-year', '1020.00', ['180.00', '360.00', '360.00', '180.00']],
] as const)('A4 the convention %s', (convention, net, years) => {
  const ledger = aLedger({ ...conventions, entry: { ...conventions.entry, convention } });

  expect(netOn(ledger, '2026-12-31')).toBe(net);
  expect(yearlyCharges(ledger)).toEqual(years);
});

it.each(['full-month', 'mid-month'] as const)(
  'A4 IAS 16.71: a loss at a sale, and no charge for the month of disposal: %s',
  (convention) => {
    const ledger = disposedOf(aLedger({ ...conventions, entry: { ...conventions.entry, convention } }), '2027-05-20', '700', '25');

    expect(chargedInAll(ledger)).toBe('480.00');
    expect(inMoney(disposalResult(ledger), 'EUR')).toEqual({
      date: '2027-05-20',
      netBookValue: euros('720.00'),
      proceeds: euros('700.00'),
      sellingCost: euros('25.00'),
      gainOrLoss: euros('-45.00'),
    });
  },
);

it('A4 the spreadsheet functions SLN(30000, 7500, 10) and SYD(30000, 7500, 10)', () => {
  const terms = { residualValue: '7500', lifeMonths: 120 };
  const even = yearlyCharges(aLedger({ price: '30000', entry: terms }));
  const digits = yearlyCharges(aLedger({ price: '30000', entry: { ...terms, method: 'sum-of-years-digits' } }));

  expect(even).toEqual(Array.from({ length: 10 }, () => '2250.00'));
  expect([digits[0], digits[9]]).toEqual(['4090.91', '409.09']);
});

const declining = { method: 'declining-balance', factor: 2, residualValue: '300', lifeMonths: 120 } as const;

it.each(['switch', 'write-off', 'keep'] as const)('A4 the spreadsheet function DDB(2400, 300, 10) by year: %s', (atEnd) => {
  const ledger = aLedger({ price: '2400', entry: { ...declining, atEnd } });

  expect(yearlyCharges(ledger)).toEqual(['480.00', '384.00', '307.20', '245.76', '196.61', '157.29', '125.83', '100.66', '80.53', '22.12']);
});

it('A4 the spreadsheet function VDB(2400, 300, 120, 6, 18), with its months as periods', () => {
  const finer = 10n ** 8n;
  const values = decliningValues({
    value: 2_400n * finer,
    residual: 300n * finer,
    lifeMonths: 120 * 12,
    yearlyRate: { over: 2n, under: 120n },
    atEnd: 'switch',
  });

  expect(halfUp({ over: (values[5] ?? 0n) - (values[17] ?? 0n), under: finer / 100n })).toBe(39_631n);
});

it('A4 the spreadsheet function VDB: double declining with the switch, 1,000 over 5 years', () => {
  const ledger = aLedger({ price: '1000', entry: { method: 'declining-balance', factor: 2, lifeMonths: 60, atEnd: 'switch' } });

  expect(yearlyCharges(ledger)).toEqual(['400.00', '240.00', '144.00', '108.00', '108.00']);
});

it('A4 a yearly charge is spread evenly: double declining, 2,400, after 12 months', () => {
  const ledger = aLedger({ price: '2400', entry: declining });

  expect(netOn(ledger, '2026-12-31')).toBe('1920.00');
  expect(chargesOf(ledger, 2)).toEqual(['40.00', '40.00']);
});

it("A4 the manual of the HP 17bII and Kieso: sum of years' digits, 15,000 over 5 years from 1 October", () => {
  const ledger = aLedger({ price: '15000', entry: { method: 'sum-of-years-digits', lifeMonths: 60, inServiceDate: '2026-10-01' } });

  expect(yearlyCharges(ledger)).toEqual(['1250.00', '4750.00', '3750.00', '2750.00', '1750.00', '750.00']);
});

it.each([
  ['A-1', 'half-year', '2026-01-15', ['2000.00', '3200.00', '1920.00', '1152.00', '1152.00', '576.00']],
  ['A-5', 'mid-quarter', '2026-10-15', ['500.00', '3800.00', '2280.00', '1368.00', '1094.00', '958.00']],
] as const)('A4 IRS Publication 946 table %s: 5-year property, 10,000', (_, convention, inServiceDate, years) => {
  const ledger = aLedger({ price: '10000', entry: { method: 'table', table: 'macrs-5', convention, inServiceDate } });

  expect(yearlyCharges(ledger)).toEqual(years);
});

it('A4 IRS Publication 946: furniture in August and a computer in October ask for the mid-quarter convention', () => {
  const placed = [
    { inServiceDate: '2026-08-10', cost: 100_000n },
    { inServiceDate: '2026-10-10', cost: 500_000n },
  ];
  const table = { method: 'table', convention: 'mid-quarter' } as const;
  const furniture = aLedger({ price: '1000', entry: { ...table, table: 'macrs-7', inServiceDate: '2026-08-10' } });
  const computer = aLedger({ price: '5000', entry: { ...table, table: 'macrs-5', inServiceDate: '2026-10-10' } });

  expect(midQuarterTests(placed, '01-01')).toEqual([
    { from: '2026-01-01', to: '2026-12-31', total: 600_000n, lastQuarter: 500_000n, applies: true },
  ]);
  expect([yearlyCharges(furniture)[0], yearlyCharges(computer)[0]]).toEqual(['107.10', '250.00']);
});

it('A4 IRS Publication 946: at exactly 40 per cent the mid-quarter convention does not apply', () => {
  const [test] = midQuarterTests(
    [
      { inServiceDate: '2026-08-10', cost: 600n },
      { inServiceDate: '2026-12-31', cost: 400n },
    ],
    '01-01',
  );

  expect(test).toMatchObject({ lastQuarter: 400n, applies: false });
});

it.each(['2028-01-01', '2027-12-31', '2028-01-20'])('A4 IAS 8.36 and IAS 16.51: after 24 months, 12 are left: %s', (date) => {
  const before = aLedger({ price: '1200', entry: { lifeMonths: 48 } });
  const ledger = adjusted(before, { kind: 'change-of-estimate', book: 'main', date, remainingMonths: 12 });

  expect(netOn(ledger, '2027-12-31')).toBe('600.00');
  expect(chargesOf(ledger, 24)).toEqual(Array.from({ length: 24 }, () => '25.00'));
  expect(chargesOf(ledger, 99).slice(24)).toEqual(Array.from({ length: 12 }, () => '50.00'));
});

it('A4 IAS 21.21 and .23(b): a foreign price at the rate of its day, never translated again', () => {
  const ledger = aLedger({ price: '1300', currency: 'USD', entry: { inServiceDate: '2026-03-10', exchangeRate: '0.92' } });

  expect(inMoney(valueAt(ledger, '2026-12-31'), 'EUR')).toEqual({
    bookedThrough: '2026-12-31',
    cost: euros('1196.00'),
    accumulatedDepreciation: euros('332.22'),
    accumulatedImpairment: euros('0.00'),
    netBookValue: euros('863.78'),
  });
});

it('A4 IAS 16.54: nothing is charged while the residual value is at or above the net book value', () => {
  expect(chargedInAll(aLedger({ price: '1000', entry: { residualValue: '1000' } }))).toBe('0.00');

  const raised = adjusted(aLedger({ price: '1200' }), {
    kind: 'change-of-estimate',
    book: 'main',
    date: '2026-12-31',
    residualValue: '900',
  });

  expect(netOn(raised, '2026-12-31')).toBe('800.00');
  expect(netOn(raised, '2030-12-31')).toBe('800.00');
});

it('A4 IAS 16.67 and .66(c): a stolen asset goes to loss with its net book value, apart from any insurance', () => {
  const ledger = disposedOf(aLedger({ price: '1200' }), '2027-01-10');

  expect(disposalResult(ledger)).toMatchObject({ netBookValue: 80_000n, gainOrLoss: -80_000n });
  expect(netOn(ledger, '2027-01-09')).toBe('800.00');
  expect(netOn(ledger, '2027-01-10')).toBe('0.00');
});
