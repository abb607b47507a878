import type { ExportContext } from '../../shared/application/export/export-context.ts';
import { exportOfReport } from '../../shared/application/export/request-export.ts';
import { changePerformance, type PerformanceContext } from '../../shared/application/report/change-performance.ts';
import { journalReport } from '../../shared/application/report/journal-report.ts';
import type { RegisterReportContext } from '../../shared/application/report/register-report-context.ts';
import { type ServiceCostReportContext, serviceCostReport } from '../../shared/application/report/service-cost-report.ts';
import { sumReport } from '../../shared/application/report/sum-report.ts';
import { reportChangePerformance } from '../../shared/contracts/change-performance.ts';
import * as contract from '../../shared/contracts/reports.ts';
import { reportRetention, retentionColumns } from '../../shared/contracts/retention-report.ts';
import { reportServiceCost } from '../../shared/contracts/service-reports.ts';
import { exportView } from '../../shared/domain/export/export.ts';
import type { ExportKind } from '../../shared/domain/export/export-kinds.ts';
import { costReportColumns, costReportName } from '../../shared/domain/report/cost-report.ts';
import { performanceColumns, performanceReportName } from '../../shared/domain/report/performance-report.ts';
import { reportColumns, type SumReportName } from '../../shared/domain/report/value-reports.ts';
import type { RetentionDays } from '../../shared/domain/retention.ts';
import { retentionRows } from '../../shared/domain/retention-table.ts';
import { accepted } from '../../shared/http/accepted.ts';
import { prefers } from '../../shared/http/accepted-type.ts';
import { pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on, type Request } from '../../shared/http/request.ts';
import { type PeriodReportEndpointsContext, periodReportEndpoints } from './period-report-endpoints.ts';
import { registerReportEndpoints } from './register-report-endpoints.ts';
import { pagedReport, shown, shownPage } from './report-answer.ts';

/** The dependencies of the endpoints of reports. */
export type ReportsContext = RegisterReportContext &
  PerformanceContext &
  ServiceCostReportContext &
  PeriodReportEndpointsContext &
  Omit<ExportContext, 'exportFiles' | 'books'> & { readonly retentionDays: RetentionDays };

type ReportRequest = Pick<Request, 'headers' | 'caller'> & { readonly query: Readonly<Record<string, string | undefined>> };

/** The answer in place of a report that is too large: the export that writes it in the background (A8). */
const writtenLater = async (context: ReportsContext, kind: ExportKind, request: ReportRequest): Promise<unknown> => {
  const { query, caller } = request;
  const format = prefers(request, 'text/csv') ? 'csv' : 'json';
  const filter = Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return accepted('/v1/exports', exportView(await exportOfReport(context)({ kind, format, filter }, caller)));
};

/** A report with sums, as JSON or as a table; over a large register, the export that writes it in the background (A8). */
const answered =
  (context: ReportsContext, name: SumReportName) =>
  async (request: ReportRequest): Promise<unknown> => {
    const { query, caller } = request;
    const report = await sumReport(context, name)(query, caller);
    if (report) return shown(request, { columns: reportColumns[name] }, report);
    return writtenLater(context, name, request);
  };

/** The endpoints of reports. */
export const reportsEndpoints = (context: ReportsContext): readonly Endpoint[] => [
  ...registerReportEndpoints(context),
  ...periodReportEndpoints(context),
  on(reportServiceCost, async (request) => {
    const { limit, cursor, ...query } = request.query;
    const page = pageRequest(reportServiceCost.path, request.query);
    const report = await serviceCostReport(context)(query, page, request.caller);
    if (!report) return writtenLater(context, costReportName, { ...request, query });
    return shownPage(request, reportServiceCost, { columns: costReportColumns }, report);
  }),
  on(reportRetention, async (request) => shown(request, { columns: retentionColumns }, { items: retentionRows(context.retentionDays) })),
  on(reportChangePerformance, async (request) => {
    const { limit, cursor, ...query } = request.query;
    const page = pageRequest(reportChangePerformance.path, request.query);
    const report = await changePerformance(context)(query, page, request.caller);
    if (!report) return writtenLater(context, performanceReportName, { ...request, query });
    return shownPage(request, reportChangePerformance, { columns: performanceColumns }, report);
  }),
  on(contract.reportAssetValue, answered(context, 'asset-value')),
  on(contract.reportRollForward, answered(context, 'fixed-asset-roll-forward')),
  on(contract.reportForecast, answered(context, 'depreciation-forecast')),
  pagedReport(contract.reportJournal, { columns: reportColumns.journal }, journalReport(context)),
];
