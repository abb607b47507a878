import { firstDayOf, firstMonthOfFiscalYear, lastDayOf, monthNumber } from '../dates.ts';
import { quarterOf } from './plan.ts';

/** An asset in the view of the mid-quarter test. The cost is in minor units. */
export interface PlacedAsset {
  readonly inServiceDate: string;
  readonly cost: bigint;
  /** An asset that leaves in the tax year in which it came does not count. */
  readonly disposedOn?: string;
}

/** The cost that was placed in service in a tax year, of one asset or of many. */
export interface PlacedCost {
  readonly total: bigint;
  /** The part of the total that was placed in service in the last three months of the year. */
  readonly lastQuarter: bigint;
}

/** The mid-quarter test of one tax year. */
export interface MidQuarterTest extends PlacedCost {
  readonly from: string;
  readonly to: string;
  readonly applies: boolean;
}

/** What an asset counts for, in its tax year: the number of the first month of that year. */
export const placedCost = ({ inServiceDate, cost, disposedOn }: PlacedAsset, fiscalYearStart: string): PlacedCost & { year: number } => {
  const yearOf = (date: string): number => firstMonthOfFiscalYear(monthNumber(date), fiscalYearStart);
  const year = yearOf(inServiceDate);
  const total = disposedOn !== undefined && yearOf(disposedOn) === year ? 0n : cost;
  return { year, total, lastQuarter: quarterOf(monthNumber(inServiceDate), fiscalYearStart) === 4 ? total : 0n };
};

/**
 * Whether more than 40 per cent of the cost of a tax year was placed in service in its last quarter, so that United States tax law asks for
 * the mid-quarter convention (section 168(d)(3); IRS Publication 946). It is only reported: nobody's convention is changed by it.
 */
export const midQuarterTest = (year: number, { total, lastQuarter }: PlacedCost): MidQuarterTest => ({
  ...{ from: firstDayOf(year), to: lastDayOf(year + 11), total, lastQuarter },
  applies: lastQuarter * 100n > total * 40n,
});
