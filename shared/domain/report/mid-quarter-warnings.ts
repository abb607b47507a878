import type { Book } from '../book/book.ts';
import { monthNumber, monthText } from '../dates.ts';
import type { BookEntry } from '../depreciation/book-entry.ts';
import { type MidQuarterTest, midQuarterTest, type PlacedCost, placedCost } from '../depreciation/mid-quarter.ts';
import type { DateSpan } from '../splitting.ts';
import { type SumPart, type Sums, sumsInOrder } from './sums.ts';
import { noGroup, type ValuedAsset } from './valued-asset.ts';

/** The cost that was placed in service in a tax year, and how many assets of the year have the half-year convention. */
interface TestedCost extends PlacedCost {
  readonly halfYear: bigint;
}

/** Whether United States tax law asks for one of the two conventions. */
const isTested = ({ method, convention }: BookEntry, { standard }: Book): boolean =>
  (convention === 'half-year' || convention === 'mid-quarter') && (method === 'table' || standard === 'tax');

/** What an asset counts for in the mid-quarter test of its tax year, as it is known at the end of a day. The month is the first of the year. */
export const testedCosts = ({ ledger }: ValuedAsset, book: Book, date: string): readonly SumPart<TestedCost>[] => {
  const { steps, disposal } = ledger.timelineOn(date);
  const [first] = steps;
  if (!first || !isTested(first.terms.entry, book)) return [];
  const { inServiceDate, convention } = first.terms.entry;
  const disposed = disposal ? { disposedOn: disposal.date } : {};
  const { year, ...cost } = placedCost({ inServiceDate, cost: first.figures.cost, ...disposed }, book.fiscalYearStart);
  return [{ month: monthText(year), group: noGroup, amounts: { ...cost, halfYear: convention === 'half-year' ? 1n : 0n } }];
};

/**
 * The tax years of a period for which the 40 per cent test asks for the mid-quarter convention, although assets of the year have the half-year
 * convention (A4). Nobody's convention is changed.
 */
export const midQuarterWarnings = (tested: Sums, period: DateSpan): readonly MidQuarterTest[] =>
  sumsInOrder(tested as Sums<TestedCost>)
    .filter(({ amounts }) => amounts.halfYear > 0n)
    .map(({ month = '', amounts }) => midQuarterTest(monthNumber(month), amounts))
    .filter(({ from, to, applies }) => applies && from <= period.to && to >= period.from);
