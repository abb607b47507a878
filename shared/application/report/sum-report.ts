import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { todayOf } from '../../domain/clock.ts';
import { invalid } from '../../domain/errors.ts';
import { inMoney } from '../../domain/money.ts';
import { midQuarterWarnings } from '../../domain/report/mid-quarter-warnings.ts';
import { sumReports } from '../../domain/report/report-sums.ts';
import { hasTooManyGroups, noTotals, type ReportFrame, type ReportTotals, withAssets } from '../../domain/report/report-totals.ts';
import { sumsInOrder } from '../../domain/report/sums.ts';
import type { SumReportName } from '../../domain/report/value-reports.ts';
import { withLedgers } from './read-valued-assets.ts';
import type { ReportContext } from './report-context.ts';
import { frameOf, type ReportQuery } from './report-frame.ts';
import { showGroups } from './show-groups.ts';

/** The most assets over which a report is answered at once. Larger ones are exports. */
const mostAssets = 1_000;
const pageSize = 200;

/** A report with sums that is being made. */
interface SumReportRun {
  readonly report: SumReportName;
  readonly frame: ReportFrame;
  readonly groupBy: ReportQuery['groupBy'];
}

/**
 * The totals with more assets added, whose facts are read.
 * @throws DomainError invalid `report/too-many-groups`
 */
export const withMoreAssets =
  (context: ReportContext, { report, frame, groupBy }: SumReportRun) =>
  async (totals: ReportTotals, assets: readonly Asset[]): Promise<ReportTotals> => {
    const next = withAssets(totals, await withLedgers(context, assets, frame.book, groupBy), sumReports[report], frame);
    if (hasTooManyGroups(next))
      throw invalid(
        '/query/groupBy',
        'report/too-many-groups',
        'the report has more than 50,000 rows; group it by another field, or by none',
      );
    return next;
  };

/** The report that totals come to, as it is answered. */
export const answerOfTotals = async (
  context: ReportContext,
  { report, frame, groupBy }: SumReportRun,
  { sums, tested, withoutBook }: ReportTotals,
  caller: Caller,
) => {
  const { book, ...period } = frame;
  const { row, hasRemarks } = sumReports[report];
  const rows = sumsInOrder(sums).map((sum) => inMoney(row(sum, todayOf(context)), book.currency));
  return {
    ...period,
    ...{ book: book.name, currency: book.currency },
    items: await showGroups(context, rows, groupBy, caller),
    ...(hasRemarks ? { withoutBook, warnings: midQuarterWarnings(tested, period).map(warning(book.currency)) } : {}),
  };
};

const warning =
  (currency: string) =>
  ({ from, to, total, lastQuarter }: ReturnType<typeof midQuarterWarnings>[number]) => ({
    ...{ code: 'mid-quarter' as const, from, to },
    ...inMoney({ total, lastQuarter }, currency),
  });

/** All assets, page by page, or undefined if there are more than a report is answered over at once. */
export const assetsOfAnswer = async (
  { assets }: Pick<ReportContext, 'assets'>,
  most: number,
): Promise<readonly (readonly Asset[])[] | undefined> => {
  const pages: (readonly Asset[])[] = [];
  let [after, count]: [string | undefined, number] = [undefined, 0];
  do {
    const page = await assets.page({ limit: pageSize, after }, []);
    pages.push(page.items);
    count += page.items.length;
    after = page.nextCursor;
    if (count > most || (count === most && after !== undefined)) return undefined;
  } while (after !== undefined);
  return pages;
};

/**
 * A report with sums over all assets (A8), or undefined if there are more than 1,000: then it is an export.
 * @throws DomainError as `frameOf`
 */
export const sumReport = (context: ReportContext, report: SumReportName) => async (query: ReportQuery, caller: Caller) => {
  const run = { report, frame: await frameOf(context, report, query), groupBy: query.groupBy };
  const pages = await assetsOfAnswer(context, mostAssets);
  if (!pages) return undefined;
  let totals = noTotals;
  for (const page of pages) totals = await withMoreAssets(context, run)(totals, page);
  return answerOfTotals(context, run, totals, caller);
};
