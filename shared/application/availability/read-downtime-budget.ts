import { agreementAt, agreementTimes } from '../../domain/agreement/agreement-versions.ts';
import { budgetPeriodAt, downtimeBudgetOf, hasBudget } from '../../domain/availability/downtime-budget.ts';
import { type Instant, instantOf, millis } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import { exactDuration } from '../../domain/values.ts';
import type { AgreementContext } from '../agreement/agreement-context.ts';
import { serviceInPath } from '../agreement/service-in-path.ts';
import { type FactsContext, readFacts } from './read-facts.ts';

type BudgetContext = Pick<AgreementContext, 'agreements' | 'clock' | 'items' | 'references'> & FactsContext;

/**
 * The downtime budget of a service in the month, quarter or year that contains an instant, by default now. The version of the agreement that
 * is in force at that instant says how much it is. What was used is counted up to now, wherever in the period the instant lies.
 * @throws DomainError missing `agreement/not-found`, `agreement/no-budget`, `service/not-found`
 */
export const readDowntimeBudget = (context: BudgetContext) => async (reference: string, at: Instant | undefined) => {
  const { id: service, ci } = await serviceInPath(context)(reference);
  const now = context.clock.now();
  const moment = at ?? now;
  const versions = await context.agreements.versions(service);
  const agreement = agreementAt(versions, moment);
  if (!agreement) throw new DomainError('missing', 'agreement/not-found', `${ci.name} has no agreement that is in force at ${moment}`);
  if (!hasBudget(agreement)) {
    const detail = `version ${agreement.version} of the agreement of ${ci.name} has no downtime budget; agree on one with downtimeBudget`;
    throw new DomainError('missing', 'agreement/no-budget', detail);
  }
  const period = budgetPeriodAt(agreement, moment);
  const facts = await readFacts(context)(service, agreementTimes(versions), period, Math.min(period.to, millis(now)));
  const { allowed, used, planned, left } = downtimeBudgetOf(agreement, { facts, now: millis(now) });
  return {
    service,
    name: ci.name,
    agreement: agreement.version,
    period: { from: instantOf(period.from), to: instantOf(period.to) },
    allowed: exactDuration(allowed),
    used: exactDuration(used),
    planned: exactDuration(planned),
    left: exactDuration(left),
  };
};
