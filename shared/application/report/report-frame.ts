import { type Book, closedThroughOf } from '../../domain/book/book.ts';
import { todayOf } from '../../domain/clock.ts';
import { dateOfDay, dayNumber, firstDayOf, firstMonthOfFiscalYear, lastDayOf, monthNumber } from '../../domain/dates.ts';
import { invalid } from '../../domain/errors.ts';
import type { ReportGroup } from '../../domain/report/valued-asset.ts';
import type { DateSpan } from '../../domain/splitting.ts';
import { findNamed, getNamed } from '../resource/put-by-name.ts';
import type { ReportContext } from './report-context.ts';

/** What every report on values is asked for. */
export interface ReportQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly book?: string | undefined;
  readonly groupBy?: ReportGroup | undefined;
}

/** The book of a report: the one that is asked for, the only one, or the one named `default`. @throws DomainError invalid `book/required` */
export const bookOfReport = async ({ books }: ReportContext, name: string | undefined): Promise<Book> => {
  if (name !== undefined) return getNamed('book', books, name);
  const { items } = await books.page({ limit: 2 });
  const [only, another] = items;
  if (only && !another) return only;
  const chosen = await findNamed(books, 'default');
  if (chosen) return chosen;
  throw invalid('/query/book', 'book/required', 'there is no only book and none named default; say which book is meant');
};

/** The most days of a report: ten years. */
const mostDays = 3_660;

/** @throws DomainError invalid `report/end-before-start`, `report/too-long` */
export const assertReportPeriod = ({ from, to }: DateSpan): DateSpan => {
  if (to < from) throw invalid('/query/to', 'report/end-before-start', `${to} is before ${from}; send a period that ends after it begins`);
  if (dayNumber(to) - dayNumber(from) > mostDays)
    throw invalid('/query/to', 'report/too-long', `${from} to ${to} is more than ten years; send a shorter period`);
  return { from, to };
};

/** The fiscal year of a book in which a day lies. */
const fiscalYearOf = ({ fiscalYearStart }: Book, day: string): DateSpan => {
  const first = firstMonthOfFiscalYear(monthNumber(day), fiscalYearStart);
  return { from: firstDayOf(first), to: lastDayOf(first + 11) };
};

/** The period of a report: what is asked for, or the fiscal year of the first day that is still open in the book. */
export const periodOfReport = (context: Pick<ReportContext, 'clock'>, book: Book, { from, to }: ReportQuery): DateSpan => {
  const closed = closedThroughOf(book);
  const firstOpen = closed === undefined ? todayOf(context) : dateOfDay(dayNumber(closed) + 1);
  const year = fiscalYearOf(book, from ?? to ?? firstOpen);
  return assertReportPeriod({ from: from ?? year.from, to: to ?? year.to });
};
