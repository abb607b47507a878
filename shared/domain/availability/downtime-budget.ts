import type { Agreement } from '../agreement/agreement.ts';
import { type Instant, instantOf } from '../clock.ts';
import { firstDayOf, monthNumber } from '../dates.ts';
import { durationMillis } from '../values.ts';
import { type Interval, intersect } from '../window/intervals.ts';
import { dateIn, zonedMillis } from '../zone-time.ts';
import { lengthOfAll, plannedDowntime, timeOf } from './agreed-downtime.ts';
import { type AvailabilityFacts, accountOf, overlapOf, type ServiceAccount } from './service-account.ts';

/** A version of an agreement that has a downtime budget. */
export type BudgetedAgreement = Agreement & Required<Pick<Agreement, 'downtimeBudget'>>;

export const hasBudget = (agreement: Agreement | undefined): agreement is BudgetedAgreement => agreement?.downtimeBudget !== undefined;

const monthsPer = { month: 1, quarter: 3, year: 12 } as const;

/** The calendar month, quarter or year of the budget that contains an instant, in the zone of the agreement. In milliseconds. */
export const budgetPeriodAt = ({ zone, downtimeBudget: { per } }: BudgetedAgreement, at: Instant): Interval<number> => {
  const month = monthNumber(dateIn(zone, at));
  // The first month of every year has a number that is divisible by 12.
  const first = month - (month % monthsPer[per]);
  return { from: zonedMillis(zone, firstDayOf(first)), to: zonedMillis(zone, firstDayOf(first + monthsPer[per])) };
};

/** The periods of the budget that a time touches, in order. */
export const budgetPeriodsIn = (agreement: BudgetedAgreement, { from, to }: Interval<number>): readonly Interval<number>[] => {
  const period = budgetPeriodAt(agreement, instantOf(from));
  return period.to >= to ? [period] : [period, ...budgetPeriodsIn(agreement, { from: period.to, to })];
};

/** A downtime budget in one of its periods, in milliseconds. */
export interface DowntimeBudget {
  readonly period: Interval<number>;
  readonly allowed: number;
  /** Agreed downtime that was used. What a window agreed and did not use is not part of it. */
  readonly used: number;
  /** The most that windows which are scheduled and not over can still use. */
  readonly planned: number;
  /** Never below zero. */
  readonly left: number;
}

/**
 * What is left of a downtime budget (L1): its length, less the agreed downtime that was used in the period, less what scheduled windows can
 * still use there.
 * @param facts those of the period of the budget, with outages that count up to now
 * @param now in milliseconds
 */
export const downtimeBudgetOf = (
  { downtimeBudget: { length } }: BudgetedAgreement,
  facts: AvailabilityFacts,
  now: number,
  account: ServiceAccount = accountOf(facts),
): DowntimeBudget => {
  const { period, windows } = facts;
  const allowed = durationMillis(length);
  const used = lengthOfAll(intersect(timeOf(account.used), [period]));
  const planned = lengthOfAll(plannedDowntime(windows, overlapOf(period, { from: now, to: period.to }), account));
  return { period, allowed, used, planned, left: Math.max(0, allowed - used - planned) };
};
