import { dayNumber } from './dates.ts';
import { halfUp } from './money.ts';

/** The days from `from` to `to`, both included. */
export interface DateSpan {
  readonly from: string;
  readonly to: string;
}

/**
 * Splits a total in proportion to weights, to the minor unit. Rounding is cumulative, half up, so the parts sum exactly to the total. If all
 * weights are 0, the parts are equal.
 */
export const splitByWeights = (total: bigint, weights: readonly bigint[]): readonly bigint[] => {
  const sum = weights.reduce((one, other) => one + other, 0n);
  const used = sum === 0n ? weights.map(() => 1n) : weights;
  const under = sum === 0n ? BigInt(weights.length) : sum;
  let before = 0n;
  let weight = 0n;
  return used.map((part) => {
    weight += part;
    const after = halfUp({ over: total * weight, under });
    const share = after - before;
    before = after;
    return share;
  });
};

/** Splits the total of a lot over equal assets, to the minor unit. The parts differ by at most one unit and sum exactly to the total. */
export const splitLot = (total: bigint, quantity: number): readonly bigint[] =>
  splitByWeights(
    total,
    Array.from({ length: quantity }, () => 1n),
  );

/** How much of the amount has accrued after a number of days since 1970. */
const accruedAfter = (amount: bigint, span: DateSpan, day: number): bigint => {
  const first = dayNumber(span.from);
  const length = dayNumber(span.to) - first + 1;
  const passed = Math.min(Math.max(day - first + 1, 0), length);
  return halfUp({ over: amount * BigInt(passed), under: BigInt(length) });
};

/** How much of an amount for a span of days has accrued at the end of a day, spread evenly by days and rounded half up. */
export const accruedThrough = (amount: bigint, span: DateSpan, day: string): bigint => accruedAfter(amount, span, dayNumber(day));

/**
 * The part of an amount for a span of days that falls within other days: costs with a period, contracts and terms on accrual basis. Rounding
 * is cumulative, so that the parts of adjoining periods sum exactly to the amount.
 */
export const spreadByDays = (amount: bigint, span: DateSpan, within: DateSpan): bigint =>
  within.to < within.from ? 0n : accruedThrough(amount, span, within.to) - accruedAfter(amount, span, dayNumber(within.from) - 1);

/** What is prepaid at the end of a day: the part of an amount for a span of days that has not accrued yet. */
export const prepaidAfter = (amount: bigint, span: DateSpan, day: string): bigint => amount - accruedThrough(amount, span, day);
