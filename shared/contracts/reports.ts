import * as z from 'zod';
import { valueReaders } from '../domain/access.ts';
import { lazily } from '../domain/lazily.ts';
import { JournalQuery, type SumReportName, SumReportQuery } from '../domain/report/value-reports.ts';
import { Id, Money, PlainDate } from '../domain/values.ts';
import { reportAccess } from './access-report.ts';
import { reportChangePerformance } from './change-performance.ts';
import { reportChangeSchedule, reportSegregationOfDuties, reportSuppressionAccount, reportUnauthorizedChanges } from './change-reports.ts';
import { route } from './contract.ts';
import { ExportView } from './export-view.ts';
import { nameView } from './names.ts';
import { pageQuery } from './paging.ts';
import { reportAuditDue, reportExpiring, reportIdle, reportPrepaid } from './register-reports.ts';
import { reportProblems } from './report-problems.ts';
import { reportRetention } from './retention-report.ts';
import { reportAvailability, reportServiceCost } from './service-reports.ts';

/** The group of a row: a value of what the report is grouped by. Null for assets without a value, and if it is not grouped. */
const groupFields = () => ({ group: z.string().nullable(), groupName: nameView() });

/** The answer of a report, and the type of its rows in CSV. */
const reportOf = <Row extends z.ZodRawShape, More extends z.ZodRawShape>(row: () => Row, more: () => More) =>
  lazily(() =>
    z.strictObject({
      from: PlainDate(),
      to: PlainDate(),
      book: z.string(),
      currency: z.string(),
      items: z.array(z.strictObject(row())),
      nextCursor: z.string().optional(),
      ...more(),
    }),
  );

/** What a report says beside its rows: assets without a value, and what tax law would ask for. */
const remarks = () => ({
  withoutBook: z.strictObject({
    assets: z.int(),
    items: z.array(
      z.strictObject({ asset: Id(), assetName: nameView(), acquisition: z.string().optional(), category: z.string().optional() }),
    ),
  }),
  warnings: z.array(
    z.strictObject({ code: z.literal('mid-quarter'), from: PlainDate(), to: PlainDate(), total: Money(), lastQuarter: Money() }),
  ),
});

const valueRow = () => ({
  ...groupFields(),
  assets: z.int(),
  cost: Money(),
  accumulatedDepreciation: Money(),
  accumulatedImpairment: Money(),
  netBookValue: Money(),
});

const amounts = <Name extends string>(...names: readonly Name[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, Money()])) as Record<Name, ReturnType<typeof Money>>);

const rollForwardRow = () => ({
  ...groupFields(),
  cost: amounts('opening', 'additions', 'transfers', 'disposals', 'closing'),
  depreciation: amounts('opening', 'charge', 'transfers', 'disposals', 'closing'),
  impairment: amounts('opening', 'charge', 'reversals', 'transfers', 'disposals', 'closing'),
  netBookValue: amounts('opening', 'closing'),
});

const journalRow = () => ({
  date: PlainDate(),
  account: z.string(),
  costCenter: z.string().nullable(),
  debit: Money(),
  credit: Money(),
  asset: Id(),
  assetName: nameView(),
  text: z.string(),
});

const forecastRow = () => ({ ...groupFields(), month: z.string(), charge: Money(), netBookValue: Money(), booked: z.boolean() });

/** A report with sums: over a large register it is an export in the background, and the answer says where it is. */
const sumReport = <const Name extends string, Report extends SumReportName, Schema extends z.ZodType>(
  name: Name,
  report: Report,
  { summary, schema }: { summary: string; schema: () => Schema },
) =>
  route({
    name,
    method: 'GET',
    path: `/v1/reports/${report}` as '/v1/reports/report',
    summary,
    access: valueReaders,
    query: SumReportQuery,
    success: { status: 200, schema, table: 'text/csv', later: ExportView },
    problems: reportProblems,
  });

export const reportAssetValue = sumReport('reportAssetValue', 'asset-value', {
  summary: 'The value of all assets in a book at the end of `to` (by default today), by group (A8)',
  schema: reportOf(valueRow, remarks),
});

export const reportRollForward = sumReport('reportRollForward', 'fixed-asset-roll-forward', {
  summary: 'Opening, additions, transfers, disposals, impairments and closing of a period, by group (A8)',
  schema: reportOf(rollForwardRow, remarks),
});

export const reportJournal = route({
  name: 'reportJournal',
  method: 'GET',
  path: '/v1/reports/journal',
  summary: 'The journal lines of a period; a page has the lines of `limit` assets, and its debits equal its credits (A8)',
  access: valueReaders,
  query: lazily(() => z.strictObject({ ...pageQuery(), ...JournalQuery().shape })),
  success: { status: 200, schema: reportOf(journalRow, () => ({})), table: 'text/csv' },
  problems: reportProblems,
});

export const reportForecast = sumReport('reportForecast', 'depreciation-forecast', {
  summary: 'The charges of coming months, by default of twelve, by group (A8)',
  schema: reportOf(forecastRow, () => ({})),
});

/** The routes of the area "Reports". No spreads: the bundler removes this list from other functions only without them. */
export const reportRoutes = [
  reportAssetValue,
  reportRollForward,
  reportJournal,
  reportForecast,
  reportExpiring,
  reportPrepaid,
  reportAuditDue,
  reportIdle,
  reportAvailability,
  reportServiceCost,
  reportChangePerformance,
  reportSuppressionAccount,
  reportUnauthorizedChanges,
  reportChangeSchedule,
  reportSegregationOfDuties,
  reportAccess,
  reportRetention,
];
