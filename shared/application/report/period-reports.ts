import type { Caller } from '../../domain/access.ts';
import type { PeriodReportName } from '../../domain/report/period-reports.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { type AvailabilityReportContext, availabilityReport } from './availability-report.ts';
import { changeSchedule, type ScheduleContext } from './change-schedule.ts';
import type { PeriodQuery } from './report-frame.ts';
import { type DutiesContext, segregationOfDuties } from './segregation-of-duties.ts';
import { type AccountContext, suppressionAccount } from './suppression-account.ts';
import { type UnauthorizedReportContext, unauthorizedChangesReport } from './unauthorized-changes-report.ts';

/** The dependencies of the reports of periods. */
export type PeriodReportsContext = AvailabilityReportContext & ScheduleContext & DutiesContext & AccountContext & UnauthorizedReportContext;

type PeriodReport = (
  context: PeriodReportsContext,
) => (query: PeriodQuery, request: PageRequest, caller: Caller) => Promise<Page<object> & Required<PeriodQuery>>;

/** The reports that are answered in pages and can be exported. Their columns and readers are in `domain/report/period-reports.ts`. */
export const periodReports: Readonly<Record<PeriodReportName, PeriodReport>> = {
  availability: availabilityReport,
  'change-schedule': changeSchedule,
  'segregation-of-duties': segregationOfDuties,
  'suppression-account': suppressionAccount,
  'unauthorized-changes': unauthorizedChangesReport,
};
