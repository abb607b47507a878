import { assetValueReport, forecastReport, journalReport, rollForwardReport } from '../../shared/application/report/asset-reports.ts';
import type { ReportContext } from '../../shared/application/report/report-context.ts';
import * as contract from '../../shared/contracts/reports.ts';
import { csvOf } from '../../shared/domain/report/csv.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on, type Request } from '../../shared/http/request.ts';

interface Report {
  readonly currency: string;
  readonly items: readonly object[];
  readonly nextCursor?: string | undefined;
}

/** Whether the client asks for a table, and not for JSON before it. */
const wantsTable = ({ headers }: Pick<Request, 'headers'>): boolean => {
  const accepted = (headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim().toLowerCase());
  const known = accepted.find((type) => type === 'text/csv' || type === 'application/json' || type === '*/*');
  return known === 'text/csv';
};

/** The report as JSON or as a table. The cursor of a table is in the header `Link`, which names the next page (RFC 8288). */
const shown = (request: Pick<Request, 'headers'>, columns: readonly string[], report: Report, next?: string): unknown => {
  if (!wantsTable(request)) return report;
  const link: Readonly<Record<string, string>> = next === undefined ? {} : { link: `<${next}>; rel="next"` };
  return new Answer(csvOf(columns, report.items, report.currency), { headers: { 'content-type': 'text/csv; charset=utf-8', ...link } });
};

const nextPage = (path: string, query: Readonly<Record<string, unknown>>, cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined;
  const parameters = Object.entries({ ...query, cursor }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `${path}?${new URLSearchParams(parameters).toString()}`;
};

/** The endpoints of reports. */
export const reportsEndpoints = (context: ReportContext): readonly Endpoint[] => [
  on(contract.reportAssetValue, async (request) =>
    shown(request, contract.reportColumns.value, await assetValueReport(context)(request.query, request.caller)),
  ),
  on(contract.reportRollForward, async (request) =>
    shown(request, contract.reportColumns.rollForward, await rollForwardReport(context)(request.query, request.caller)),
  ),
  on(contract.reportJournal, async (request) => {
    const { query } = request;
    const { nextCursor: position, ...report } = await journalReport(context)(query, pageRequest('journal', query));
    const { nextCursor } = pageAnswer('journal', query, { items: [], nextCursor: position }, (line) => line);
    const answer = { ...report, ...(nextCursor === undefined ? {} : { nextCursor }) };
    return shown(request, contract.reportColumns.journal, answer, nextPage(contract.reportJournal.path, query, nextCursor));
  }),
  on(contract.reportForecast, async (request) =>
    shown(request, contract.reportColumns.forecast, await forecastReport(context)(request.query, request.caller)),
  ),
];
