import { accessReport } from '../../shared/application/report/access-report.ts';
import { changeSchedule } from '../../shared/application/report/change-schedule.ts';
import { segregationOfDuties } from '../../shared/application/report/segregation-of-duties.ts';
import { suppressionAccount } from '../../shared/application/report/suppression-account.ts';
import { unauthorizedChangesReport } from '../../shared/application/report/unauthorized-changes-report.ts';
import { accessColumns, reportAccess } from '../../shared/contracts/access-report.ts';
import * as contract from '../../shared/contracts/change-reports.ts';
import type { Endpoint } from '../../shared/http/request.ts';
import { pagedReport } from './report-answer.ts';

const { changeReportColumns: columns } = contract;

/** The dependencies of the reports on changes, alerts and access. */
export type ChangeReportsContext = Parameters<typeof suppressionAccount>[0] &
  Parameters<typeof unauthorizedChangesReport>[0] &
  Parameters<typeof changeSchedule>[0] &
  Parameters<typeof segregationOfDuties>[0] &
  Parameters<typeof accessReport>[0];

/** The endpoints of the reports on changes, alerts and access. */
export const changeReportEndpoints = (context: ChangeReportsContext): readonly Endpoint[] => [
  pagedReport(contract.reportSuppressionAccount, columns.suppressionAccount, suppressionAccount(context)),
  pagedReport(contract.reportUnauthorizedChanges, columns.unauthorizedChanges, unauthorizedChangesReport(context)),
  pagedReport(contract.reportChangeSchedule, columns.changeSchedule, changeSchedule(context)),
  pagedReport(contract.reportSegregationOfDuties, columns.segregationOfDuties, segregationOfDuties(context)),
  pagedReport(reportAccess, accessColumns, accessReport(context)),
];
