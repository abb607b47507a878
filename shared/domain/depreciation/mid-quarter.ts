import { firstDayOf, firstMonthOfFiscalYear, lastDayOf, monthNumber } from '../dates.ts';
import { quarterOf } from './plan.ts';

/** An asset in the view of the mid-quarter test. The cost is in minor units. */
export interface PlacedAsset {
  readonly inServiceDate: string;
  readonly cost: bigint;
  /** An asset that leaves in the tax year in which it came does not count. */
  readonly disposedOn?: string;
}

/** The mid-quarter test of one tax year. */
export interface MidQuarterTest {
  readonly from: string;
  readonly to: string;
  readonly total: bigint;
  /** The part of the total that was placed in service in the last three months of the year. */
  readonly lastQuarter: bigint;
  readonly applies: boolean;
}

/**
 * For each tax year: whether more than 40 per cent of the cost was placed in service in its last quarter, so that United States tax law asks
 * for the mid-quarter convention (section 168(d)(3); IRS Publication 946). It is only reported: nobody's convention is changed by it.
 */
export const midQuarterTests = (assets: readonly PlacedAsset[], fiscalYearStart: string): readonly MidQuarterTest[] => {
  const yearOf = (date: string): number => firstMonthOfFiscalYear(monthNumber(date), fiscalYearStart);
  const counted = assets.filter(
    ({ inServiceDate, disposedOn }) => disposedOn === undefined || yearOf(disposedOn) !== yearOf(inServiceDate),
  );
  const years = [...new Set(counted.map(({ inServiceDate }) => yearOf(inServiceDate)))].sort((one, other) => one - other);
  const sum = (some: readonly PlacedAsset[]): bigint => some.reduce((total, { cost }) => total + cost, 0n);
  return years.map((year) => {
    const placed = counted.filter(({ inServiceDate }) => yearOf(inServiceDate) === year);
    const total = sum(placed);
    const lastQuarter = sum(placed.filter(({ inServiceDate }) => quarterOf(monthNumber(inServiceDate), fiscalYearStart) === 4));
    return { from: firstDayOf(year), to: lastDayOf(year + 11), total, lastQuarter, applies: lastQuarter * 100n > total * 40n };
  });
};
