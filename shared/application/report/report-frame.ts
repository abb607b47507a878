import { type Book, closedThroughOf } from '../../domain/book/book.ts';
import { todayOf } from '../../domain/clock.ts';
import { dateOfDay, dayNumber, firstDayOf, firstMonthOfFiscalYear, lastDayOf, monthNumber, spanOfMonth } from '../../domain/dates.ts';
import { invalid } from '../../domain/errors.ts';
import type { ExportKind } from '../../domain/export/export-kinds.ts';
import type { ReportFrame } from '../../domain/report/report-totals.ts';
import type { ReportGroup, ValueReportName } from '../../domain/report/value-reports.ts';
import type { DateSpan } from '../../domain/splitting.ts';
import type { ServiceCounting } from '../cost/shared-costs.ts';
import { findNamed, getNamed } from '../resource/put-by-name.ts';
import type { ReportContext } from './report-context.ts';

/** What every report on values is asked for. */
export interface ReportQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly book?: string | undefined;
  readonly groupBy?: ReportGroup | undefined;
}

type FrameContext = Pick<ReportContext, 'books' | 'clock'>;
type CostFrameContext = Pick<ReportContext, 'clock'> & { readonly books: Pick<ReportContext['books'], 'find' | 'ownerOf'> };

/** The book of a report: the one that is asked for, the only one, or the one named `default`. @throws DomainError invalid `book/required` */
const bookOfReport = async ({ books }: FrameContext, name: string | undefined): Promise<Book> => {
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

/** @throws DomainError invalid `report/end-before-start`, `period/too-long` */
const assertReportPeriod = ({ from, to }: DateSpan): DateSpan => {
  if (to < from) throw invalid('/query/to', 'report/end-before-start', `${to} is before ${from}; send a period that ends after it begins`);
  if (dayNumber(to) - dayNumber(from) > mostDays)
    throw invalid('/query/to', 'period/too-long', `${from} to ${to} is more than ten years; send a shorter period`);
  return { from, to };
};

/** The days of a report, as they are asked for. */
export type PeriodQuery = Pick<ReportQuery, 'from' | 'to'>;

/** By default the current calendar month. @throws DomainError invalid `report/end-before-start`, `period/too-long` */
export const monthPeriod = (context: Pick<ReportContext, 'clock'>, query: PeriodQuery): DateSpan =>
  assertReportPeriod(spanOfMonth(query, todayOf(context)));

/** The most days of a report that is read for each service. */
const mostAnswered = 400;

/**
 * The days of a report that is read for each service, if they are few enough to be answered. Longer ones are exported.
 * @throws DomainError invalid `report/end-before-start`, `period/too-long`
 */
export const answerablePeriod = (context: Pick<ReportContext, 'clock'>, query: PeriodQuery, report: ExportKind): DateSpan => {
  const span = monthPeriod(context, query);
  if (dayNumber(span.to) - dayNumber(span.from) < mostAnswered) return span;
  const detail = `${span.from} to ${span.to} is more than ${mostAnswered} days; send a shorter period, or request an export of ${report} instead`;
  throw invalid('/query/to', 'period/too-long', detail);
};

/** The days of a report on costs, and the book whose depreciation counts. */
export type CostQuery = Pick<ReportQuery, 'from' | 'to' | 'book'>;

/**
 * What a report on the cost of services is about. Without a book, that of each asset counts.
 * @throws DomainError invalid `report/end-before-start`, `period/too-long`; missing `book/not-found`
 */
export const costFrame = async (context: CostFrameContext, { book: name, ...query }: CostQuery): Promise<ServiceCounting> => {
  const span = monthPeriod(context, query);
  return { span, book: name === undefined ? undefined : (await getNamed('book', context.books, name)).name };
};

/** The fiscal year of a book in which a day lies. */
const fiscalYearOf = ({ fiscalYearStart }: Book, day: string): DateSpan => {
  const first = firstMonthOfFiscalYear(monthNumber(day), fiscalYearStart);
  return { from: firstDayOf(first), to: lastDayOf(first + 11) };
};

/** What is asked for, or the fiscal year of the first day that is still open in the book. */
const fiscalPeriod = (context: FrameContext, book: Book, { from, to }: ReportQuery): DateSpan => {
  const closed = closedThroughOf(book);
  const firstOpen = closed === undefined ? todayOf(context) : dateOfDay(dayNumber(closed) + 1);
  const year = fiscalYearOf(book, from ?? to ?? firstOpen);
  return assertReportPeriod({ from: from ?? year.from, to: to ?? year.to });
};

/** Whole months. By default twelve, from this one on. */
const wholeMonths = (context: FrameContext, _: Book, query: ReportQuery): DateSpan => {
  const first = monthNumber(query.from ?? todayOf(context));
  return assertReportPeriod({ from: firstDayOf(first), to: lastDayOf(query.to === undefined ? first + 11 : monthNumber(query.to)) });
};

const periodOf: Readonly<Record<ValueReportName, typeof fiscalPeriod>> = {
  'asset-value': (context, book, query) => fiscalPeriod(context, book, { ...query, to: query.to ?? todayOf(context) }),
  'fixed-asset-roll-forward': fiscalPeriod,
  'depreciation-forecast': wholeMonths,
  journal: fiscalPeriod,
};

/**
 * What a report is about: its book and its period. The frame of a query that names both is what the query says.
 * @throws DomainError invalid `book/required`, `report/end-before-start`, `period/too-long`, missing `book/not-found`
 */
export const frameOf = async (context: FrameContext, report: ValueReportName, query: ReportQuery): Promise<ReportFrame> => {
  const book = await bookOfReport(context, query.book);
  return { book, ...periodOf[report](context, book, query) };
};
