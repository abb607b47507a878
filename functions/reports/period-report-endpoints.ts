import { type AccessContext, accessReport } from '../../shared/application/report/access-report.ts';
import { answeredAvailability } from '../../shared/application/report/availability-report.ts';
import { type PeriodReportsContext, periodReports } from '../../shared/application/report/period-reports.ts';
import { reportAccess } from '../../shared/contracts/access-report.ts';
import * as contract from '../../shared/contracts/change-reports.ts';
import { reportAvailability } from '../../shared/contracts/service-reports.ts';
import { accessColumns } from '../../shared/domain/report/access-report.ts';
import { type PeriodReportName, periodReportRecords } from '../../shared/domain/report/period-reports.ts';
import type { Endpoint } from '../../shared/http/request.ts';
import { pagedReport } from './report-answer.ts';

/** The dependencies of the reports on services, changes, alerts and access. */
export type PeriodReportEndpointsContext = PeriodReportsContext & AccessContext;

/** The endpoints of the reports on services, changes, alerts and access. */
export const periodReportEndpoints = (context: PeriodReportEndpointsContext): readonly Endpoint[] => {
  const rows = (report: PeriodReportName) => [periodReportRecords[report], periodReports[report](context)] as const;
  return [
    pagedReport(reportAvailability, periodReportRecords.availability, answeredAvailability(context)),
    pagedReport(contract.reportSuppressionAccount, ...rows('suppression-account')),
    pagedReport(contract.reportUnauthorizedChanges, ...rows('unauthorized-changes')),
    pagedReport(contract.reportChangeSchedule, ...rows('change-schedule')),
    pagedReport(contract.reportSegregationOfDuties, ...rows('segregation-of-duties')),
    pagedReport(reportAccess, { columns: accessColumns }, accessReport(context)),
  ];
};
