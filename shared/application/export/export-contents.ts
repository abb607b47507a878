import type { Caller } from '../../domain/access.ts';
import { noCosts, readSums, type ServiceCostSums, writtenSums } from '../../domain/cost/service-cost-sums.ts';
import type { Export } from '../../domain/export/export.ts';
import { cellsOf } from '../../domain/export/export-columns.ts';
import { isPeriodReport, isSumKind } from '../../domain/export/export-kinds.ts';
import { costReportName } from '../../domain/report/cost-report.ts';
import { csvOf, tableHead, tableLines } from '../../domain/report/csv.ts';
import { countsOf, type PeriodReportName } from '../../domain/report/period-reports.ts';
import { noTotals, type ReportTotals, readTotals, writtenTotals } from '../../domain/report/report-totals.ts';
import type { SumReportName } from '../../domain/report/value-reports.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { journalPage } from '../report/journal-report.ts';
import { periodReports } from '../report/period-reports.ts';
import { costFrame, frameOf, type ReportQuery } from '../report/report-frame.ts';
import { answerOfCosts, withCostsOf } from '../report/service-cost-report.ts';
import { answerOfTotals, withMoreAssets } from '../report/sum-report.ts';
import type { CsvWriter, ExportContent, ExportRunContext } from './export-context.ts';
import { exportLists } from './export-lists.ts';

/** An export that runs, with the rights of its requester. */
export interface ExportRun {
  readonly state: Export;
  readonly caller: Caller;
  readonly columns: readonly string[];
  readonly csv: CsvWriter;
}

/** How the entries of a list become text. */
interface ListText {
  readonly head: string;
  readonly lines: (entries: readonly object[]) => string;
  /** The numbers of an answer that the list has in its last line. @default none */
  readonly counts?: (answer: object) => Readonly<Record<string, number>> | undefined;
}

const ndjson: ListText = { head: '', lines: (entries) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') };

/** The file of a list: its entries, in order. */
const listContent = (
  page: (request: PageRequest) => Promise<Page<object>>,
  { head, lines, counts = () => undefined }: ListText,
): ExportContent<string> => ({
  first: head,
  take: async (text, request) => {
    const { items, nextCursor, ...answer } = await page(request);
    return { taken: text + lines(items), entries: items.length, counts: counts(answer), nextCursor };
  },
  toText: (text) => text,
  fromText: (text) => text,
  writable: (text) => text.length,
  end: async (text, progress) => {
    const last = counts(progress);
    return last ? text + lines([last]) : text;
  },
});

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

/** How the file of an export is written. @throws DomainError as `frameOf` */
export const contentOf = async (context: ExportRunContext, run: ExportRun): Promise<ExportContent<unknown>> => {
  const { state, caller, columns, csv } = run;
  const { kind, filter = {}, format } = state;
  if (isSumKind(kind)) return (await sumContent(context, kind, run)) as ExportContent<unknown>;
  if (kind === costReportName) return (await costContent(context, run)) as ExportContent<unknown>;
  if (isPeriodReport(kind)) return periodContent(context, kind, run) as ExportContent<unknown>;
  if (kind === 'journal') return (await journalContent(context, run)) as ExportContent<unknown>;
  const table = { head: csv([columns]), lines: (entries: readonly object[]) => csv(entries.map((entry) => cellsOf(kind, entry, columns))) };
  return listContent(exportLists[kind](context, filter, caller), format === 'csv' ? table : ndjson) as ExportContent<unknown>;
};
