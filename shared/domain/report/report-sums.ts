import { firstDayOf, lastDayOf, lastEndedMonth, monthNumber, monthText } from '../dates.ts';
import { type AssetValue, valueAt } from '../depreciation/asset-ledger.ts';
import { type AssetMovements, movementsByHolder } from '../depreciation/movements.ts';
import type { DateSpan } from '../splitting.ts';
import type { SumPart } from './sums.ts';
import type { SumReportName } from './value-reports.ts';
import { groupOn, isCarried, noGroup, type ValuedAsset } from './valued-asset.ts';

/** A report that adds up amounts of assets: what each asset adds, and how a sum is shown (A8). */
export interface SumReport<Tree extends object = object, Row extends object = object> {
  /** What one asset adds in a period. */
  parts(asset: ValuedAsset, period: DateSpan): readonly SumPart<Tree>[];
  /** The row for a sum, with amounts in minor units. */
  row(sum: SumPart<Tree>, today: string): Row & { readonly group: string };
  /** Whether the report also has the assets without a value, and the warnings of `midQuarterWarnings`. */
  readonly hasRemarks: boolean;
}

/** The roll-forward of a period: the movements of each group. */
export const rollForward: SumReport<AssetMovements, AssetMovements> = {
  parts: ({ ledger, holders }, period) => movementsByHolder(ledger, period, holders).map(({ group, ...amounts }) => ({ group, amounts })),
  row: ({ group, amounts }) => ({ group, ...amounts }),
  hasRemarks: true,
};

type GroupValue = Omit<AssetValue, 'bookedThrough'>;

/** The value of each group at the end of the period, and how many assets it has in the book. */
export const valueByGroup: SumReport<GroupValue & { readonly assets: bigint }, GroupValue & { readonly assets: number }> = {
  parts: (asset, { to }) => {
    if (!isCarried(asset, to)) return [];
    const { bookedThrough, ...amounts } = valueAt(asset.ledger, to);
    return [{ group: groupOn(asset, to), amounts: { ...amounts, assets: 1n } }];
  },
  row: ({ group, amounts: { assets, ...amounts } }) => ({ group, assets: Number(assets), ...amounts }),
  hasRemarks: true,
};

/** The months of a period, each from its first to its last day. */
const monthsOf = ({ from, to }: DateSpan): readonly (DateSpan & { readonly month: string })[] =>
  Array.from({ length: monthNumber(to) - monthNumber(from) + 1 }, (_, place) => {
    const month = monthNumber(from) + place;
    return { month: monthText(month), from: firstDayOf(month), to: lastDayOf(month) };
  });

interface MonthlyCharge {
  readonly charge: bigint;
  readonly netBookValue: bigint;
}

/** The charge of each month, and the value at its end, of each group. */
export const chargesByMonth: SumReport<MonthlyCharge, MonthlyCharge & { readonly month: string; readonly booked: boolean }> = {
  parts: (asset, period) =>
    monthsOf(period).map(({ month, ...span }) => {
      const charge = movementsByHolder(asset.ledger, span, [{ from: span.from, group: noGroup }]).reduce(
        (sum, { depreciation }) => sum + depreciation.charge,
        0n,
      );
      return { month, group: groupOn(asset, span.to), amounts: { charge, netBookValue: valueAt(asset.ledger, span.to).netBookValue } };
    }),
  row: ({ month = '', group, amounts }, today) => ({
    group,
    month,
    booked: monthNumber(month) <= lastEndedMonth(today),
    ...amounts,
  }),
  hasRemarks: false,
};

/** The reports with sums, by the name in their path. */
export const sumReports: Readonly<Record<SumReportName, SumReport>> = {
  'asset-value': valueByGroup,
  'fixed-asset-roll-forward': rollForward,
  'depreciation-forecast': chargesByMonth,
};
