import { changeSchedule } from '../../shared/application/report/change-schedule.ts';
import { segregationOfDuties } from '../../shared/application/report/segregation-of-duties.ts';
import { suppressionAccount } from '../../shared/application/report/suppression-account.ts';
import { unauthorizedChangesReport } from '../../shared/application/report/unauthorized-changes-report.ts';
import * as contract from '../../shared/contracts/change-reports.ts';
import { pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';
import { shownPage } from './report-answer.ts';

const { changeReportColumns: columns } = contract;

/** The dependencies of the reports on changes and alerts. */
export type ChangeReportsContext = Parameters<typeof suppressionAccount>[0] &
  Parameters<typeof unauthorizedChangesReport>[0] &
  Parameters<typeof changeSchedule>[0] &
  Parameters<typeof segregationOfDuties>[0];

/** The endpoints of the reports on changes and alerts. */
export const changeReportEndpoints = (context: ChangeReportsContext): readonly Endpoint[] => [
  on(contract.reportSuppressionAccount, async (request) => {
    const report = await suppressionAccount(context)(request.query, pageRequest('suppression-account', request.query));
    const list = { name: 'suppression-account', path: contract.reportSuppressionAccount.path, columns: columns.suppressionAccount };
    return shownPage(request, list, report);
  }),
  on(contract.reportUnauthorizedChanges, async (request) => {
    const { query, caller } = request;
    const report = await unauthorizedChangesReport(context)(query, pageRequest('unauthorized-changes-report', query), caller);
    const list = {
      name: 'unauthorized-changes-report',
      path: contract.reportUnauthorizedChanges.path,
      columns: columns.unauthorizedChanges,
    };
    return shownPage(request, list, report);
  }),
  on(contract.reportChangeSchedule, async (request) => {
    const { query, caller } = request;
    const report = await changeSchedule(context)(query, pageRequest('change-schedule', query), caller);
    const list = { name: 'change-schedule', path: contract.reportChangeSchedule.path, columns: columns.changeSchedule };
    return shownPage(request, list, report);
  }),
  on(contract.reportSegregationOfDuties, async (request) => {
    const { query, caller } = request;
    const report = await segregationOfDuties(context)(query, pageRequest('segregation-of-duties', query), caller);
    const list = { name: 'segregation-of-duties', path: contract.reportSegregationOfDuties.path, columns: columns.segregationOfDuties };
    return shownPage(request, list, report);
  }),
];
