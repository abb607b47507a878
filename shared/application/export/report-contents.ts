import { noCosts, readSums, type ServiceCostSums, writtenSums } from '../../domain/cost/service-cost-sums.ts';
import type { Export } from '../../domain/export/export.ts';
import { type ExportKind, isPeriodReport, isSumKind } from '../../domain/export/export-kinds.ts';
import type { TransferKind } from '../../domain/import/transfer-kinds.ts';
import { accessReportName } from '../../domain/report/access-report.ts';
import { costReportName } from '../../domain/report/cost-report.ts';
import { csvOf, tableHead, tableLines } from '../../domain/report/csv.ts';
import { type PerformanceQuery, performanceReportName } from '../../domain/report/performance-report.ts';
import { noPerformance, type PerformanceSums, readPerformance, writtenPerformance } from '../../domain/report/performance-sums.ts';
import { countsOf, type PeriodReportName } from '../../domain/report/period-reports.ts';
import { noTotals, type ReportTotals, readTotals, writtenTotals } from '../../domain/report/report-totals.ts';
import type { SumReportName } from '../../domain/report/value-reports.ts';
import { accessReport } from '../report/access-report.ts';
import { answerOfPerformance, performanceFrame, withMorePerformance } from '../report/change-performance.ts';
import { journalPage } from '../report/journal-report.ts';
import { periodReports } from '../report/period-reports.ts';
import { costFrame, frameOf, type ReportQuery } from '../report/report-frame.ts';
import { answerOfCosts, withCostsOf } from '../report/service-cost-report.ts';
import { answerOfTotals, withMoreAssets } from '../report/sum-report.ts';
import type { ExportContent, ExportRunContext } from './export-context.ts';
import { type ExportRun, listContent, ndjson } from './list-content.ts';

/** What the report of an export is asked for, as the request has stored it, and the clock at that time. */
const reportAt = <Context extends ExportRunContext>(context: Context, { filter, createdAt }: Export) => ({
  reporting: { ...context, clock: { now: () => createdAt } },
  query: filter as ReportQuery,
});

/** The file of the journal: the lines of one page of assets after the other. */
const journalContent = async (context: ExportRunContext, { state, columns }: ExportRun): Promise<ExportContent<string>> => {
  const { reporting, query } = reportAt(context, state);
  const frame = await frameOf(reporting, 'journal', query);
  const table = { head: tableHead(columns), lines: (entries: readonly object[]) => tableLines(columns, entries, frame.book.currency) };
  return listContent((request) => journalPage(reporting, frame, request), state.format === 'csv' ? table : ndjson);
};

/** The file of a report of a period: the rows of one page after the other. */
const periodContent = (
  context: ExportRunContext,
  report: PeriodReportName,
  { state, caller, columns }: ExportRun,
): ExportContent<string> => {
  const { reporting, query } = reportAt(context, state);
  const rows = periodReports[report](reporting);
  const table = { head: tableHead(columns), lines: (entries: readonly object[]) => tableLines(columns, entries, undefined) };
  const text = { ...(state.format === 'csv' ? table : ndjson), counts: (answer: object) => countsOf(report, answer) };
  return listContent((request) => rows(query, request, caller), text);
};

/** The file of the report on access: the people of one page after the other. */
const accessContent = async (context: ExportRunContext, { state, caller, columns }: ExportRun): Promise<ExportContent<string>> => {
  const { reporting } = reportAt(context, state);
  const table = { head: tableHead(columns), lines: (entries: readonly object[]) => tableLines(columns, entries, undefined) };
  return listContent(
    (request) => accessReport(reporting)({ at: state.filter?.at }, request, caller),
    state.format === 'csv' ? table : ndjson,
  );
};

/** The file of a report with sums. It takes assets into the sums, and is written when all are taken. */
const sumContent = async (
  context: ExportRunContext,
  report: SumReportName,
  { state, caller, columns }: ExportRun,
): Promise<ExportContent<ReportTotals>> => {
  const { reporting, query } = reportAt(context, state);
  const run = { report, frame: await frameOf(reporting, report, query), groupBy: query.groupBy };
  return {
    first: noTotals,
    take: async (totals, request) => {
      const { items, nextCursor } = await context.assets.page(request, []);
      return { taken: await withMoreAssets(reporting, run)(totals, items), entries: items.length, nextCursor };
    },
    toText: writtenTotals,
    fromText: readTotals,
    writable: () => 0,
    end: async (totals) => {
      const answer = await answerOfTotals(reporting, run, totals, caller);
      return state.format === 'json' ? JSON.stringify(answer) : csvOf(columns, answer.items, answer.currency);
    },
  };
};

/** The file of the report on the cost of services. It takes assets into the sums, and is written when all are taken. */
const costContent = async (context: ExportRunContext, { state, caller, columns }: ExportRun): Promise<ExportContent<ServiceCostSums>> => {
  const { reporting, query } = reportAt(context, state);
  const counting = await costFrame(reporting, query);
  return {
    first: noCosts,
    take: async (sums, request) => {
      const { items, nextCursor } = await context.assets.page(request, []);
      return { taken: await withCostsOf(reporting, counting)(sums, items), entries: items.length, nextCursor };
    },
    toText: writtenSums,
    fromText: readSums,
    writable: () => 0,
    end: async (sums) => {
      const answer = await answerOfCosts(reporting, counting, sums, { caller });
      return state.format === 'json' ? JSON.stringify(answer) : csvOf(columns, answer.items, undefined);
    },
  };
};

/** The file of the report on changes. It takes changes into the sums, and is written when all are taken. */
const performanceContent = async (
  context: ExportRunContext,
  { state, caller, columns }: ExportRun,
): Promise<ExportContent<PerformanceSums>> => {
  const { reporting, query } = reportAt(context, state);
  const frame = performanceFrame(reporting, query as PerformanceQuery);
  return {
    first: noPerformance,
    take: withMorePerformance(reporting, frame),
    toText: writtenPerformance,
    fromText: readPerformance,
    writable: () => 0,
    end: async (sums) => {
      const answer = await answerOfPerformance(reporting, frame, sums, { caller });
      return state.format === 'json' ? JSON.stringify(answer) : csvOf(columns, answer.items, undefined);
    },
  };
};

const singleReports = {
  journal: journalContent,
  [costReportName]: costContent,
  [performanceReportName]: performanceContent,
  [accessReportName]: accessContent,
} as const;

/** How the file of a report is written. @throws DomainError as `frameOf` */
export const reportContent = async (
  context: ExportRunContext,
  kind: Exclude<ExportKind, TransferKind>,
  run: ExportRun,
): Promise<ExportContent<unknown>> => {
  if (isSumKind(kind)) return (await sumContent(context, kind, run)) as ExportContent<unknown>;
  if (isPeriodReport(kind)) return periodContent(context, kind, run) as ExportContent<unknown>;
  return (await singleReports[kind](context, run)) as ExportContent<unknown>;
};
