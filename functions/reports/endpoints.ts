import { assetValueReport, forecastReport, journalReport, rollForwardReport } from '../../shared/application/report/asset-reports.ts';
import type { RegisterReportContext } from '../../shared/application/report/register-report-context.ts';
import * as contract from '../../shared/contracts/reports.ts';
import { pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';
import { registerReportEndpoints } from './register-report-endpoints.ts';
import { shown, shownPage } from './report-answer.ts';

/** The endpoints of reports. */
export const reportsEndpoints = (context: RegisterReportContext): readonly Endpoint[] => [
  ...registerReportEndpoints(context),
  on(contract.reportAssetValue, async (request) =>
    shown(request, contract.reportColumns.value, await assetValueReport(context)(request.query, request.caller)),
  ),
  on(contract.reportRollForward, async (request) =>
    shown(request, contract.reportColumns.rollForward, await rollForwardReport(context)(request.query, request.caller)),
  ),
  on(contract.reportJournal, async (request) => {
    const report = await journalReport(context)(request.query, pageRequest('journal', request.query));
    const list = { name: 'journal', path: contract.reportJournal.path, columns: contract.reportColumns.journal };
    return shownPage(request, list, report);
  }),
  on(contract.reportForecast, async (request) =>
    shown(request, contract.reportColumns.forecast, await forecastReport(context)(request.query, request.caller)),
  ),
];
