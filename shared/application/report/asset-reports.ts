import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import type { Book } from '../../domain/book/book.ts';
import type { Category } from '../../domain/category/category.ts';
import { todayOf } from '../../domain/clock.ts';
import { firstDayOf, lastDayOf, lastEndedMonth, monthNumber, monthText } from '../../domain/dates.ts';
import { type AccountNames, journalLines } from '../../domain/depreciation/journal.ts';
import { inMoney } from '../../domain/money.ts';
import { midQuarterWarnings } from '../../domain/report/mid-quarter-warnings.ts';
import { chargesOfMonth, rollForward, valueByGroup } from '../../domain/report/report-sums.ts';
import { noGroup, type ValuedAsset } from '../../domain/report/valued-asset.ts';
import type { DateSpan } from '../../domain/splitting.ts';
import type { PageRequest } from '../../domain/store.ts';
import { namesOf, referencesTo } from '../name/names-of.ts';
import { findNamed } from '../resource/put-by-name.ts';
import { allValuedAssets, withLedgers } from './read-valued-assets.ts';
import type { ReportContext } from './report-context.ts';
import { assertReportPeriod, bookOfReport, periodOfReport, type ReportQuery } from './report-frame.ts';

/** The most assets without a value that a report lists. It counts all of them. */
const mostApart = 200;

const apartOf = (apart: readonly Asset[]) => ({
  assets: apart.length,
  items: apart.slice(0, mostApart).map(({ id, name, acquisition, category }) => ({ asset: id, assetName: name, acquisition, category })),
});

const warningsOf = (assets: readonly ValuedAsset[], book: Book, period: DateSpan) =>
  midQuarterWarnings(assets, book, period).map(({ from, to, total, lastQuarter }) => ({
    code: 'mid-quarter' as const,
    from,
    to,
    ...inMoney({ total, lastQuarter }, book.currency),
  }));

type GroupRow = { readonly group: string };

/** Rows as they are answered: without a group it is null, and owners have their name beside their id. */
const shownGroups = async <Row extends GroupRow>(
  context: ReportContext,
  rows: readonly Row[],
  { groupBy }: ReportQuery,
  caller: Caller,
) => {
  const ids = groupBy === 'owner' ? rows.map(({ group }) => group).filter((group) => group !== noGroup) : [];
  const read = namesOf(context);
  const [teams, people] = await Promise.all([read(referencesTo('team', ids), caller), read(referencesTo('person', ids), caller)]);
  const nameOf = (group: string) => teams.of(group) ?? people.of(group);
  return rows.map((row) => ({ ...row, group: row.group === noGroup ? null : row.group, groupName: nameOf(row.group) }));
};

/** The value of all assets at the end of a day, by group (A8). @throws DomainError too-wide `report/too-large`, invalid, missing `book/not-found` */
export const assetValueReport = (context: ReportContext) => async (query: ReportQuery, caller: Caller) => {
  const book = await bookOfReport(context, query.book);
  const period = periodOfReport(context, book, { ...query, to: query.to ?? todayOf(context) });
  const { valued, apart } = await allValuedAssets(context, book, query.groupBy);
  const rows = inMoney(valueByGroup(valued, period.to), book.currency);
  return {
    ...period,
    book: book.name,
    currency: book.currency,
    items: await shownGroups(context, rows, query, caller),
    withoutBook: apartOf(apart),
    warnings: warningsOf(valued, book, period),
  };
};

/** What happened to assets in a period, by group (A8). @throws DomainError as `assetValueReport` */
export const rollForwardReport = (context: ReportContext) => async (query: ReportQuery, caller: Caller) => {
  const book = await bookOfReport(context, query.book);
  const period = periodOfReport(context, book, query);
  const { valued, apart } = await allValuedAssets(context, book, query.groupBy);
  const rows = inMoney(rollForward(valued, period), book.currency);
  return {
    ...period,
    book: book.name,
    currency: book.currency,
    items: await shownGroups(context, rows, query, caller),
    withoutBook: apartOf(apart),
    warnings: warningsOf(valued, book, period),
  };
};

/** The charges of coming months, by group (A8). By default of twelve months from this one on. @throws DomainError as `assetValueReport` */
export const forecastReport = (context: ReportContext) => async (query: ReportQuery, caller: Caller) => {
  const book = await bookOfReport(context, query.book);
  const today = todayOf(context);
  const from = firstDayOf(monthNumber(query.from ?? today));
  const period = assertReportPeriod({ from, to: lastDayOf(query.to === undefined ? monthNumber(from) + 11 : monthNumber(query.to)) });
  const { valued } = await allValuedAssets(context, book, query.groupBy);
  const months = Array.from({ length: monthNumber(period.to) - monthNumber(from) + 1 }, (_, place) => monthNumber(from) + place);
  const rows = months.flatMap((month) =>
    chargesOfMonth(valued, { from: firstDayOf(month), to: lastDayOf(month) }).map((row) => ({
      month: monthText(month),
      booked: month <= lastEndedMonth(today),
      ...inMoney(row, book.currency),
    })),
  );
  return { ...period, book: book.name, currency: book.currency, items: await shownGroups(context, rows, query, caller) };
};

/** The names of accounts: those of the category of an asset before those of the book. */
const accountsBy = ({ categories }: ReportContext, book: Book) => {
  const known = new Map<string, Promise<Category | undefined>>();
  return async ({ category }: Asset): Promise<AccountNames> => {
    if (category === undefined) return book.accounts ?? {};
    const found = known.get(category) ?? findNamed(categories, category);
    known.set(category, found);
    return { ...book.accounts, ...(await found)?.accounts };
  };
};

/**
 * The journal lines of a period, for one page of assets (A8). The debits of each page equal its credits, because those of each asset do.
 * @throws DomainError invalid, missing `book/not-found`
 */
export const journalReport = (context: ReportContext) => async (query: ReportQuery, request: PageRequest) => {
  const book = await bookOfReport(context, query.book);
  const period = periodOfReport(context, book, query);
  const page = await context.assets.page(request, []);
  const { valued } = await withLedgers(context, page.items, book, 'costCenter');
  const accountsOf = accountsBy(context, book);
  const lines = await Promise.all(
    valued.map(async ({ asset, ledger, holders }) => {
      const found = journalLines(ledger, period, holders, await accountsOf(asset));
      return inMoney(found, book.currency).map(({ group, ...line }) => ({
        ...line,
        costCenter: group === noGroup ? null : group,
        asset: asset.id,
        assetName: asset.name,
      }));
    }),
  );
  const items = lines.flat().toSorted((one, other) => (one.date < other.date ? -1 : Number(one.date > other.date)));
  return { ...period, book: book.name, currency: book.currency, items, nextCursor: page.nextCursor };
};
