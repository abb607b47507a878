import type { Agreement } from '../../domain/agreement/agreement.ts';
import type { AgreementRepository } from '../../domain/agreement/agreement-repository.ts';
import { agreementAt, agreementTimes } from '../../domain/agreement/agreement-versions.ts';
import type { AgreedWindow } from '../../domain/availability/agreed-downtime.ts';
import { type AskedBudget, type AskedDowntime, askedWindow, type WindowTime } from '../../domain/availability/asked-downtime.ts';
import {
  addedDowntime,
  type BudgetedAgreement,
  budgetPeriodsIn,
  downtimeBudgetOf,
  hasBudget,
} from '../../domain/availability/downtime-budget.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ImpactedService } from '../../domain/change/scope.ts';
import { type Clock, millis } from '../../domain/clock.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { type FactsContext, readFacts } from './read-facts.ts';

/** What reading the agreements of the services of a change needs. */
export interface AskedDowntimeContext extends FactsContext {
  readonly agreements: Pick<AgreementRepository, 'versions'>;
  readonly clock: Clock;
}

/** How many services are read at once. */
const concurrency = 10;

/** The most services of a change that are compared with their agreements. Those that lose service come first. */
const mostCompared = 200;

/** The service and the agreement with it, in the form in which its budgets are computed. */
interface BudgetedService {
  readonly service: string;
  readonly versions: readonly Agreement[];
  readonly agreement: BudgetedAgreement;
}

const readBudgets = (context: AskedDowntimeContext, { service, versions, agreement }: BudgetedService, window: AgreedWindow) =>
  Promise.all(
    budgetPeriodsIn(agreement, window).map(async (period): Promise<AskedBudget> => {
      const now = millis(context.clock.now());
      const facts = await readFacts(context)(service, agreementTimes(versions), period, Math.min(period.to, now));
      return { ...downtimeBudgetOf(agreement, { facts, now }, window.id), added: addedDowntime(window, { facts, now }) };
    }),
  );

const readOne =
  (context: AskedDowntimeContext, change: Change, time: WindowTime) =>
  async ({ service, state }: ImpactedService): Promise<readonly AskedDowntime[]> => {
    const versions = await context.agreements.versions(service);
    const agreement = agreementAt(versions, time.start);
    if (!agreement) return [];
    const window = askedWindow(change, time, agreement, context.clock.now());
    const budgets = hasBudget(agreement) ? await readBudgets(context, { service, versions, agreement }, window) : [];
    return [{ service, state, agreement, window, budgets }];
  };

/**
 * What a change asks of the services that it affects, beside what is agreed for them (L1). A service without an agreement that is in force at
 * the start of the window is left out.
 */
export const readAskedDowntime =
  (context: AskedDowntimeContext) =>
  async (change: Change, time: WindowTime, services: readonly ImpactedService[]): Promise<readonly AskedDowntime[]> =>
    (await inParallel(services.slice(0, mostCompared), concurrency, readOne(context, change, time))).flat();
