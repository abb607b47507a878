import { lastDayOf, lastEndedMonth, monthNumber, monthText } from '../dates.ts';
import { type AssetLedger, fullTimeline, valueAt } from './asset-ledger.ts';

/** One month of a schedule, in minor units. */
export interface ScheduleMonth {
  /** `2026-01` */
  readonly month: string;
  readonly charge: bigint;
  /** At the end of the month, like the net book value. */
  readonly accumulatedDepreciation: bigint;
  readonly netBookValue: bigint;
  /** Whether the month has ended. The charges of later months are a forecast. */
  readonly booked: boolean;
}

/** The months of a schedule: from the first charge or the booking of the acquisition to the last charge, the last booking or the disposal. */
const monthsOf = (ledger: AssetLedger): { readonly first: number; readonly last: number } | undefined => {
  const { steps, disposal } = fullTimeline(ledger);
  const [begin] = steps;
  const end = steps.at(-1);
  if (!begin || !end) return undefined;
  const acquired = ledger.facts.filter((fact) => fact.kind === 'acquisition').map(({ bookedOn }) => monthNumber(bookedOn));
  const booked = ledger.facts.flatMap(({ bookedOn, withdrawn }) => [bookedOn, ...(withdrawn ? [withdrawn.bookedOn] : [])]).map(monthNumber);
  const first = Math.max(monthNumber(end.terms.entry.inServiceDate), Math.min(...acquired));
  return { first, last: disposal ? Math.max(...booked) : Math.max(end.plan.lastMonth, ...booked) };
};

/**
 * The charges of an asset month by month (A4). The charges sum to the accumulated depreciation, and each month agrees with `valueAt` on its
 * last day. `today` decides which months are booked.
 */
export const depreciationSchedule = (ledger: AssetLedger, today: string): readonly ScheduleMonth[] => {
  const months = monthsOf(ledger);
  if (!months) return [];
  const length = Math.max(0, months.last - months.first + 1);
  return Array.from({ length }, (_, place) => {
    const month = months.first + place;
    const lastDay = lastDayOf(month);
    const { accumulatedDepreciation, netBookValue } = valueAt(ledger, lastDay);
    const charged = ledger.figuresOn(lastDay).gross.depreciation;
    const before = place === 0 ? 0n : ledger.figuresOn(lastDayOf(month - 1)).gross.depreciation;
    return {
      month: monthText(month),
      charge: charged - before,
      accumulatedDepreciation,
      netBookValue,
      booked: month <= lastEndedMonth(today),
    };
  });
};
