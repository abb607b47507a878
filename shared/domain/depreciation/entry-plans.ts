import { monthNumber } from '../dates.ts';
import { isMoreRatio, type Ratio, ratioOf, wholeRatio } from '../money.ts';
import type { BookEntry } from './book-entry.ts';
import { type Curve, decliningCurve, straightLineCurve, sumOfYearsDigitsCurve, tableCurve } from './curve.ts';
import { macrsYears } from './macrs-tables.ts';
import { fiscalPlan, halfYearAge, midQuarterAge, monthlyPlan, type Plan, quarterOf } from './plan.ts';

/** The terms by which an asset is depreciated in a book. Amounts are in minor units of the book's currency. */
export interface DepreciationTerms {
  readonly entry: BookEntry;
  readonly fiscalYearStart: string;
  readonly value: bigint;
  readonly residual: bigint;
  readonly lifeMonths: number;
}

/** The life of an entry: that of its table, or the one that it states. */
export const lifeOf = ({ table, lifeMonths }: BookEntry): number => (table === undefined ? (lifeMonths ?? 1) : 12 * macrsYears(table));

/** The part of the net book value that a declining balance is charged each year, at most all of it. */
const yearlyRate = ({ rate, factor }: BookEntry, lifeMonths: number): Ratio => {
  const stated = ratioOf(rate ?? '') ?? wholeRatio(0);
  const { over, under } = ratioOf(factor ?? '') ?? wholeRatio(0);
  const wanted = rate === undefined ? { over: over * 12n, under: under * BigInt(lifeMonths) } : stated;
  return isMoreRatio(wanted, wholeRatio(1)) ? wholeRatio(1) : wanted;
};

/** The curve of a method over a life. A table is published for its own life only; any other life is charged evenly. */
const methodCurve = ({ entry, value, residual, lifeMonths }: DepreciationTerms): Curve => {
  switch (entry.method) {
    case 'sum-of-years-digits':
      return sumOfYearsDigitsCurve(lifeMonths);
    case 'declining-balance':
      return decliningCurve({ value, residual, lifeMonths, yearlyRate: yearlyRate(entry, lifeMonths), atEnd: entry.atEnd ?? 'switch' });
    default:
      return straightLineCurve(lifeMonths);
  }
};

const tablePlanCurve = (entry: BookEntry, quarter: number): Curve | undefined => {
  if (entry.table === undefined) return undefined;
  if (entry.convention === 'half-year') return tableCurve(entry.table, halfYearAge);
  return tableCurve(entry.table, midQuarterAge(quarter), quarter);
};

/** The plan of an asset from its in-service date on. */
export const planFromStart = (terms: DepreciationTerms): Plan => {
  const { entry, fiscalYearStart, lifeMonths: life } = terms;
  const firstMonth = monthNumber(entry.inServiceDate);
  const { convention } = entry;
  if (convention === 'full-month' || convention === 'mid-month') {
    const isHalf = convention === 'mid-month';
    return monthlyPlan(methodCurve(terms), firstMonth, { life, halfFirst: isHalf, halfLast: isHalf });
  }
  const published = life === lifeOf(entry) ? tablePlanCurve(entry, quarterOf(firstMonth, fiscalYearStart)) : undefined;
  const noneInFirstYear = published !== undefined;
  return fiscalPlan(published ?? methodCurve(terms), { life, firstMonth, fiscalYearStart, convention, noneInFirstYear });
};

/** The plan after a change of estimate: the method begins anew with what is left, by whole months. */
export const planAnew = (terms: DepreciationTerms, firstMonth: number): Plan =>
  monthlyPlan(methodCurve(terms), firstMonth, {
    life: terms.lifeMonths,
    halfFirst: false,
    halfLast: terms.entry.convention === 'mid-month',
  });

/** A plan that charges evenly over some months. */
export const evenPlan = (months: number, firstMonth: number): Plan =>
  monthlyPlan(straightLineCurve(months), firstMonth, { life: months, halfFirst: false, halfLast: false });
