import { halfDown, lesserOf, type Ratio } from '../money.ts';

/** What happens to the rest of a declining balance: it is charged evenly from the year in which that is more, in the last month, or never. */
export const atEnds = ['switch', 'write-off', 'keep'] as const;
export type AtEnd = (typeof atEnds)[number];

/** What a declining balance needs to know. Amounts are in minor units. */
export interface DecliningTerms {
  readonly value: bigint;
  readonly residual: bigint;
  readonly lifeMonths: number;
  /** The part of the net book value that a full year is charged. */
  readonly yearlyRate: Ratio;
  readonly atEnd: AtEnd;
}

const partOf = (value: bigint, { over, under }: Ratio): bigint => halfDown({ over: value * over, under });

/**
 * The net book value at the end of each year of life. A year is charged a part of the value at its beginning, rounded to the minor unit, and
 * never falls below the residual value (the spreadsheet functions DDB and VDB, by years).
 */
export const decliningValues = ({ value, residual, lifeMonths, yearlyRate, atEnd }: DecliningTerms): readonly bigint[] => {
  const values: bigint[] = [];
  let left = value;
  for (let month = 0; month < lifeMonths; month += 12) {
    const remaining = BigInt(lifeMonths - month);
    const length = lesserOf(12n, remaining);
    const declining = partOf(left, { over: yearlyRate.over * length, under: yearlyRate.under * 12n });
    const even = partOf(left - residual, { over: length, under: remaining });
    const charge = atEnd === 'switch' && even > declining ? even : declining;
    left -= lesserOf(charge, left - residual);
    values.push(left);
  }
  return values;
};
