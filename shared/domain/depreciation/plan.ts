import { firstMonthOfFiscalYear } from '../dates.ts';
import { minusRatio, plusRatio, type Ratio, timesRatio, wholeRatio } from '../money.ts';
import { type Curve, shareAt } from './curve.ts';

/** How the charges of a curve fall on calendar months. Shares are parts of the depreciable amount. */
export interface Plan {
  /** The part that is charged at the end of a month, with all months before. */
  readonly share: (month: number) => Ratio;
  /** The part that is charged in all if the asset is disposed of in a month. */
  readonly shareAtDisposal: (month: number) => Ratio;
  /** The last month that is charged. */
  readonly lastMonth: number;
}

interface MonthlyPlanOptions {
  readonly life: number;
  /** Whether the first month is charged half, and the month of a disposal too. */
  readonly halfFirst: boolean;
  readonly halfLast: boolean;
}

/** Charges by months: the whole month of the in-service date, or half of it. */
export const monthlyPlan = (curve: Curve, firstMonth: number, options: MonthlyPlanOptions): Plan => {
  const firstAge = options.halfFirst ? 1 : 2;
  const atDisposal = options.halfFirst === options.halfLast ? 0 : 1;
  return {
    share: (month) => shareAt(curve, firstAge + 2 * (month - firstMonth)),
    shareAtDisposal: (month) => shareAt(curve, atDisposal + 2 * (month - firstMonth)),
    lastMonth: firstMonth + options.life - (options.halfFirst ? 0 : 1),
  };
};

/** The age at the end of the first fiscal year by the half-year convention, in half months. */
export const halfYearAge = 12;

/** The age at the end of the first fiscal year by the mid-quarter convention. `quarter` is 1 to 4. */
export const midQuarterAge = (quarter: number): number => 27 - 6 * quarter;

/** The quarter of the fiscal year that a month lies in, 1 to 4. */
export const quarterOf = (month: number, fiscalYearStart: string): number =>
  Math.floor((month - firstMonthOfFiscalYear(month, fiscalYearStart)) / 3) + 1;

interface FiscalPlanOptions {
  readonly life: number;
  readonly firstMonth: number;
  readonly fiscalYearStart: string;
  readonly convention: 'half-year' | 'mid-quarter';
  /** Published tables charge nothing if the asset is placed in service and disposed of in the same year. */
  readonly noneInFirstYear: boolean;
}

/** Charges by fiscal years: the amount of each is spread evenly over its months, in the first one from the month of the in-service date on. */
export const fiscalPlan = (curve: Curve, options: FiscalPlanOptions): Plan => {
  const { firstMonth, fiscalYearStart } = options;
  const firstYear = firstMonthOfFiscalYear(firstMonth, fiscalYearStart);
  const isHalfYear = options.convention === 'half-year';
  const firstAge = isHalfYear ? halfYearAge : midQuarterAge(quarterOf(firstMonth, fiscalYearStart));
  const yearOf = (month: number): number => Math.floor((month - firstYear) / 12);
  const ageAtEnd = (year: number): number => firstAge + 24 * year;
  const years = Math.ceil((2 * options.life - firstAge) / 24);
  return {
    share: (month) => {
      const year = yearOf(month);
      const first = year === 0 ? firstMonth : firstYear + 12 * year;
      const length = firstYear + 12 * (year + 1) - first;
      const before = year <= 0 ? wholeRatio(0) : shareAt(curve, ageAtEnd(year - 1));
      const passed = { over: BigInt(Math.max(0, month - first + 1)), under: BigInt(length) };
      return plusRatio(before, timesRatio(minusRatio(shareAt(curve, ageAtEnd(year)), before), passed));
    },
    shareAtDisposal: (month) => {
      const year = yearOf(month);
      if (year === 0 && options.noneInFirstYear) return wholeRatio(0);
      const passed = isHalfYear ? 12 : 6 * quarterOf(month, fiscalYearStart) - 3;
      return shareAt(curve, ageAtEnd(year) - 24 + passed);
    },
    lastMonth: firstYear + 12 * years + 11,
  };
};
