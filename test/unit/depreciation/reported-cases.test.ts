import { expect, it } from '@jest/globals';
import { type AssetLedger, disposalResult, valueAt } from '../../../shared/domain/depreciation/asset-ledger.ts';
import { moneyOf } from '../../../shared/domain/money.ts';
import { aLedger, chargedInAll, disposedOf, monthsOf } from '../../support/depreciation.ts';

const netOn = (ledger: AssetLedger, date: string): string => moneyOf(valueAt(ledger, date).netBookValue, ledger.book.currency).amount;

const _euros = (amount: string) => ({ amount, currency: 'EUR' });

it('A4 a life in months is never read as years: 1,804.46 over 60 months after 45 charges', () => {
  const entry = { residualValue: '120.00', lifeMonths: 60, inServiceDate: '2019-07-02' };
  const ledger = aLedger({ price: '1804.46', entry });

  expect(netOn(ledger, '2023-03-31')).toBe('541.12');
  expect(netOn(ledger, '2024-06-30')).toBe('120.00');
  expect(chargedInAll(ledger)).toBe('1684.46');
  expect(monthsOf(ledger)).toHaveLength(60);
});

it('A4 charges begin with the in-service date, and what is left of a destroyed asset is written off on that day', () => {
  const ledger = disposedOf(
    aLedger({ price: '1200.00', purchaseDate: '2025-01-10', entry: { lifeMonths: 12, inServiceDate: '2025-03-01' } }),
    '2025-06-15',
  );

  expect(netOn(ledger, '2025-01-09')).toBe('0.00');
  expect(netOn(ledger, '2025-02-28')).toBe('1200.00');
  expect(netOn(ledger, '2025-05-31')).toBe('900.00');
  expect(disposalResult(ledger)).toMatchObject({ netBookValue: 90_000n, gainOrLoss: -90_000n });
  expect(netOn(ledger, '2025-06-15')).toBe('0.00');
});

it('A4 seven months down to the residual value, never below it', () => {
  const ledger = aLedger({ price: '1000.00', entry: { residualValue: '100.00', lifeMonths: 7 } });
  const ends = [
    '2025-12-31',
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
    '2026-05-31',
    '2026-06-30',
    '2026-07-31',
    '2030-01-31',
  ];

  expect(ends.slice(1).map((date) => netOn(ledger, date))).toEqual([
    '871.43',
    '742.86',
    '614.29',
    '485.71',
    '357.14',
    '228.57',
    '100.00',
    '100.00',
  ]);
  expect(netOn(ledger, '2026-01-01')).toBe('1000.00');
  expect(chargedInAll(ledger)).toBe('900.00');
});
