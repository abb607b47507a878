import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  convertedMinorUnits,
  halfDown,
  halfUp,
  inMoney,
  minorUnitsIn,
  minorUnitsOf,
  moneyOf,
  ratioOf,
} from '../../../shared/domain/money.ts';

it.each([
  [5n, 2n, 3n, 2n],
  [-5n, 2n, -2n, -3n],
  [7n, 3n, 2n, 2n],
  [8n, 3n, 3n, 3n],
  [-7n, 3n, -2n, -2n],
  [-8n, 3n, -3n, -3n],
  [0n, 3n, 0n, 0n],
  [6n, 3n, 2n, 2n],
  [-6n, 3n, -2n, -2n],
])('T10 %s / %s is %s rounded half up, and %s half down', (over, under, up, down) => {
  expect(halfUp({ over, under })).toBe(up);
  expect(halfDown({ over, under })).toBe(down);
});

it.each([
  ['12.50', 'EUR', 1_250n],
  ['12.5', 'EUR', 1_250n],
  ['-0.05', 'EUR', -5n],
  ['1250', 'JPY', 1_250n],
  ['1250.000', 'JPY', 1_250n],
  ['1.001', 'BHD', 1_001n],
  ['0', 'EUR', 0n],
])('T10 %s %s is %s minor units', (amount, currency, units) => {
  expect(minorUnitsOf(amount, currency)).toBe(units);
});

it.each([
  ['12.505', 'EUR', 'money/too-fine'],
  ['12.50', 'JPY', 'money/too-fine'],
  ['1e3', 'EUR', 'money/not-an-amount'],
  ['1,50', 'EUR', 'money/not-an-amount'],
  ['', 'EUR', 'money/not-an-amount'],
  [' 1', 'EUR', 'money/not-an-amount'],
  ['1.', 'EUR', 'money/not-an-amount'],
])('T10 %j %s is refused', (amount, currency, code) => {
  expect(() => minorUnitsOf(amount, currency, '/amount')).toThrow(
    expect.objectContaining({ code, kind: 'invalid', errors: [expect.objectContaining({ pointer: '/amount' })] }),
  );
});

it.each([
  [1_250n, 'EUR', '12.50'],
  [5n, 'EUR', '0.05'],
  [-5n, 'EUR', '-0.05'],
  [0n, 'EUR', '0.00'],
  [1_250n, 'JPY', '1250'],
  [0n, 'JPY', '0'],
  [1n, 'BHD', '0.001'],
])('T10 %s minor units of %s are %s', (units, currency, amount) => {
  expect(moneyOf(units, currency)).toEqual({ amount, currency });
});

it('T10 an amount survives minor units and back', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 14n), 10n ** 14n), fc.constantFrom('EUR', 'JPY', 'BHD', 'CLF'), (units, currency) => {
      expect(minorUnitsIn(moneyOf(units, currency), currency)).toBe(units);
    }),
  );
});

it('T10 amounts of another currency are refused with their pointer', () => {
  const dollar = { amount: '1.00', currency: 'USD' };

  expect(() => minorUnitsIn(dollar, 'EUR', '/proceeds')).toThrow(
    expect.objectContaining({ code: 'money/other-currency', errors: [expect.objectContaining({ pointer: '/proceeds/currency' })] }),
  );
  expect(() => minorUnitsIn(dollar, 'EUR')).toThrow(expect.objectContaining({ errors: [] }));
  expect(() => minorUnitsIn({ amount: '1.005', currency: 'EUR' }, 'EUR', '/proceeds')).toThrow(
    expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/proceeds/amount' })] }),
  );
});

it.each([
  [{ amount: '1300', currency: 'USD' }, 'EUR', '0.92', 119_600n],
  [{ amount: '0.05', currency: 'USD' }, 'EUR', '0.5', 3n],
  [{ amount: '1000', currency: 'JPY' }, 'EUR', '0.0061', 610n],
  [{ amount: '10.00', currency: 'EUR' }, 'JPY', '164.25', 1_643n],
])('T10 %j in %s at %s, rounded once, half up', (money, other, rate, units) => {
  expect(convertedMinorUnits(money, other, ratioOf(rate) ?? { over: 0n, under: 1n })).toBe(units);
});

it('T10 decimals are exact, as text and as numbers', () => {
  expect(ratioOf('0.92')).toEqual({ over: 92n, under: 100n });
  expect(ratioOf(0.1)).toEqual({ over: 1n, under: 10n });
  expect(ratioOf(2)).toEqual({ over: 2n, under: 1n });
  expect(ratioOf('-1.5')).toEqual({ over: -15n, under: 10n });
  expect([ratioOf(''), ratioOf(1e-7), ratioOf('1/2'), ratioOf('x1'), ratioOf('1x')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it('T10 every minor unit in a value becomes money, and nothing else changes', () => {
  const value = { date: '2026-01-01', net: 5n, parts: [1n, { of: 2n, count: 3 }], none: null, absent: undefined };

  expect(inMoney(value, 'EUR')).toEqual({
    date: '2026-01-01',
    net: moneyOf(5n, 'EUR'),
    parts: [moneyOf(1n, 'EUR'), { of: moneyOf(2n, 'EUR'), count: 3 }],
    none: null,
    absent: undefined,
  });
});
