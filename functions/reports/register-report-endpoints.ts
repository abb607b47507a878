import type { RegisterReportContext } from '../../shared/application/report/register-report-context.ts';
import { auditDueReport, expiringReport, idleReport, prepaidReport } from '../../shared/application/report/register-reports.ts';
import * as contract from '../../shared/contracts/register-reports.ts';
import { pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';
import { shownPage } from './report-answer.ts';

const { registerColumns: columns } = contract;

/** The endpoints of the reports on the register. */
export const registerReportEndpoints = (context: RegisterReportContext): readonly Endpoint[] => [
  on(contract.reportExpiring, async (request) => {
    const report = await expiringReport(context)(request.query, pageRequest('expiring', request.query));
    return shownPage(request, { name: 'expiring', path: contract.reportExpiring.path, columns: columns.expiring }, report);
  }),
  on(contract.reportPrepaid, async (request) => {
    const report = await prepaidReport(context)(request.query, pageRequest('prepaid', request.query));
    return shownPage(request, { name: 'prepaid', path: contract.reportPrepaid.path, columns: columns.prepaid }, report);
  }),
  on(contract.reportAuditDue, async (request) => {
    const report = await auditDueReport(context)(request.query, pageRequest('audit-due', request.query));
    return shownPage(request, { name: 'audit-due', path: contract.reportAuditDue.path, columns: columns.auditDue }, report);
  }),
  on(contract.reportIdle, async (request) => {
    const report = await idleReport(context)(request.query, pageRequest('idle', request.query));
    return shownPage(request, { name: 'idle', path: contract.reportIdle.path, columns: columns.idle }, report);
  }),
];
