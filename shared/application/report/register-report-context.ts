import type { CostContext } from '../cost/cost-context.ts';
import type { ExpiringContext } from '../reminder/expiring-between.ts';
import type { ReportContext } from './report-context.ts';

/** The dependencies of the reports on the register. */
export interface RegisterReportContext extends ReportContext, Omit<ExpiringContext, 'contracts'> {
  readonly costs: CostContext['costs'];
  readonly contracts: CostContext['contracts'];
  readonly licenses: CostContext['licenses'];
}
