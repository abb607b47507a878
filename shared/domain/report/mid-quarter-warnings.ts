import type { Book } from '../book/book.ts';
import type { BookEntry } from '../depreciation/book-entry.ts';
import { type MidQuarterTest, midQuarterTests, type PlacedAsset } from '../depreciation/mid-quarter.ts';
import type { DateSpan } from '../splitting.ts';
import type { ValuedAsset } from './valued-asset.ts';

type Placement = PlacedAsset & { readonly convention: BookEntry['convention'] };

/** Whether United States tax law asks for one of the two conventions. */
const isTested = ({ method, convention }: BookEntry, { standard }: Book): boolean =>
  (convention === 'half-year' || convention === 'mid-quarter') && (method === 'table' || standard === 'tax');

const placedIn = ({ ledger }: ValuedAsset, book: Book, date: string): readonly Placement[] => {
  const { steps, disposal } = ledger.timelineOn(date);
  const [first] = steps;
  if (!first || !isTested(first.terms.entry, book)) return [];
  const { inServiceDate, convention } = first.terms.entry;
  return [{ inServiceDate, convention, cost: first.figures.cost, ...(disposal ? { disposedOn: disposal.date } : {}) }];
};

/**
 * The tax years of a period for which the 40 per cent test asks for the mid-quarter convention, although assets of the year have the half-year
 * convention (A4). Nobody's convention is changed.
 */
export const midQuarterWarnings = (assets: readonly ValuedAsset[], book: Book, period: DateSpan): readonly MidQuarterTest[] => {
  const placed = assets.flatMap((asset) => placedIn(asset, book, period.to));
  return midQuarterTests(placed, book.fiscalYearStart).filter(
    ({ from, to, applies }) =>
      applies &&
      from <= period.to &&
      to >= period.from &&
      placed.some(({ inServiceDate, convention }) => convention === 'half-year' && inServiceDate >= from && inServiceDate <= to),
  );
};
