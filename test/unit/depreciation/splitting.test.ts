import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateOfDay } from '../../../shared/domain/dates.ts';
import { accruedThrough, prepaidAfter, splitByWeights, splitLot, spreadByDays } from '../../../shared/domain/splitting.ts';

const term = { from: '2026-11-01', to: '2027-10-31' };
const year = (number: number) => ({ from: `${number}-01-01`, to: `${number}-12-31` });
const sum = (parts: readonly bigint[]): bigint => parts.reduce((one, other) => one + other, 0n);

it('A3 by days: 12,000 for 2026-11-01 to 2027-10-31', () => {
  expect(spreadByDays(1_200_000n, term, year(2026))).toBe(200_548n);
  expect(spreadByDays(1_200_000n, term, year(2027))).toBe(999_452n);
  expect(prepaidAfter(1_200_000n, term, '2026-12-31')).toBe(999_452n);
});

it('A3 nothing accrues before the span, and everything by its last day', () => {
  expect(accruedThrough(1_200_000n, term, '2026-10-31')).toBe(0n);
  expect(accruedThrough(365n, term, '2026-11-01')).toBe(1n);
  expect(accruedThrough(1_200_000n, term, '2027-10-31')).toBe(1_200_000n);
  expect(accruedThrough(1_200_000n, term, '2030-01-01')).toBe(1_200_000n);
  expect(spreadByDays(1_200_000n, term, { from: '2027-03-01', to: '2027-01-31' })).toBe(0n);
});

it('A3 the parts of adjoining periods sum exactly to the amount', () => {
  const day = fc.integer({ min: 0, max: 1_000 });
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), day, day, fc.tuple(day, day), (amount, begin, length, cuts) => {
      const span = { from: dateOfDay(begin), to: dateOfDay(begin + length) };
      const [first = 0, second = 0] = cuts.toSorted((one, two) => one - two);
      const parts = [
        spreadByDays(amount, span, { from: dateOfDay(-1), to: dateOfDay(first) }),
        spreadByDays(amount, span, { from: dateOfDay(first + 1), to: dateOfDay(second) }),
        spreadByDays(amount, span, { from: dateOfDay(second + 1), to: dateOfDay(5_000) }),
      ];

      expect(sum(parts)).toBe(amount);
    }),
  );
});

it('A4 a lot of 100.00 over 3 assets is 33.33, 33.34 and 33.33', () => {
  expect(splitLot(10_000n, 3)).toEqual([3_333n, 3_334n, 3_333n]);
});

it('A4 the parts of a lot sum to its total and differ by at most one minor unit', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 1, max: 500 }), (total, quantity) => {
      const parts = splitLot(total, quantity);
      const sorted = parts.toSorted((one, other) => (one < other ? -1 : 1));

      expect(parts).toHaveLength(quantity);
      expect(sum(parts)).toBe(total);
      expect((sorted.at(-1) ?? 0n) - (sorted[0] ?? 0n)).toBeLessThanOrEqual(1n);
    }),
  );
});

it('A3 a cost is split in proportion to weights, and evenly if all of them are 0', () => {
  expect(splitByWeights(1_000n, [1n, 3n, 0n])).toEqual([250n, 750n, 0n]);
  expect(splitByWeights(1_000n, [0n, 0n])).toEqual([500n, 500n]);
  expect(splitByWeights(1_000n, [])).toEqual([]);
});
