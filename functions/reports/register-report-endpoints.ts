import type { RegisterReportContext } from '../../shared/application/report/register-report-context.ts';
import { auditDueReport, expiringReport, idleReport, prepaidReport } from '../../shared/application/report/register-reports.ts';
import * as contract from '../../shared/contracts/register-reports.ts';
import type { Endpoint } from '../../shared/http/request.ts';
import { pagedReport } from './report-answer.ts';

const { registerColumns: columns } = contract;

/** The endpoints of the reports on the register. */
export const registerReportEndpoints = (context: RegisterReportContext): readonly Endpoint[] => [
  pagedReport(contract.reportExpiring, { columns: columns.expiring }, expiringReport(context)),
  pagedReport(contract.reportPrepaid, { columns: columns.prepaid }, prepaidReport(context)),
  pagedReport(contract.reportAuditDue, { columns: columns.auditDue }, auditDueReport(context)),
  pagedReport(contract.reportIdle, { columns: columns.idle }, idleReport(context)),
];
