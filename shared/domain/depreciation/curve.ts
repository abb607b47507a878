import { dividedRatio, minusRatio, plusRatio, type Ratio, timesRatio, wholeRatio } from '../money.ts';
import { type DecliningTerms, decliningValues } from './declining-balance.ts';
import { type MacrsTable, macrsParts, macrsUnit, macrsYears } from './macrs-tables.ts';

/** A point of a curve: at this age, this part of the depreciable amount has been charged. Ages are in half months. */
export interface Knot {
  readonly age: number;
  readonly share: Ratio;
}

/** How much of the depreciable amount has been charged at each age. Between two knots it grows evenly. Ages rise; two equal ones are a leap. */
export type Curve = readonly Knot[];

const start: Knot = { age: 0, share: wholeRatio(0) };

/** The part that has been charged at an age, exactly. */
export const shareAt = (curve: Curve, age: number): Ratio => {
  const place = curve.findLastIndex((knot) => knot.age <= age);
  const before = curve[place] ?? start;
  const after = curve[place + 1];
  if (place < 0 || !after) return before.share;
  const passed = { over: BigInt(age - before.age), under: BigInt(after.age - before.age) };
  return plusRatio(before.share, timesRatio(minusRatio(after.share, before.share), passed));
};

/** The lengths of the years of a life, in months. The last one may be shorter. */
export const yearsOf = (lifeMonths: number): readonly number[] =>
  Array.from({ length: Math.ceil(lifeMonths / 12) }, (_, year) => Math.min(12, lifeMonths - 12 * year));

export const straightLineCurve = (lifeMonths: number): Curve => [start, { age: 2 * lifeMonths, share: wholeRatio(1) }];

/** Each year is charged in proportion to the life that is left at its beginning. */
export const sumOfYearsDigitsCurve = (lifeMonths: number): Curve => {
  const weights = yearsOf(lifeMonths).map((length, year) => length * (lifeMonths - 12 * year));
  const under = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
  let over = 0n;
  const knots = weights.map((weight, year) => {
    over += BigInt(weight);
    return { age: 2 * Math.min(12 * (year + 1), lifeMonths), share: { over, under } };
  });
  return [start, ...knots];
};

/** The curve of a declining balance. What is left at the end of life leaps, is kept, or was charged by the switch. */
export const decliningCurve = (terms: DecliningTerms): Curve => {
  const depreciable = terms.value - terms.residual;
  if (depreciable <= 0n) return straightLineCurve(terms.lifeMonths);
  const knots = decliningValues(terms).map((left, year) => ({
    age: 2 * Math.min(12 * (year + 1), terms.lifeMonths),
    share: { over: terms.value - left, under: depreciable },
  }));
  const leap = terms.atEnd === 'write-off' ? [{ age: 2 * terms.lifeMonths, share: wholeRatio(1) }] : [];
  return [start, ...knots, ...leap];
};

/** The curve of a published table. `firstAge` is the age at the end of the first tax year. */
export const tableCurve = (table: MacrsTable, firstAge: number, quarter?: number): Curve => {
  const life = 24 * macrsYears(table);
  let over = 0n;
  const knots = macrsParts(table, quarter).map((part, year) => {
    over += part;
    return { age: Math.min(firstAge + 24 * year, life), share: { over, under: macrsUnit } };
  });
  return [start, ...knots];
};

/** Where the charge continues from a share: the part of what was then left that has been charged since. */
export const shareSince = (share: Ratio, from: Ratio): Ratio => dividedRatio(minusRatio(share, from), minusRatio(wholeRatio(1), from));
