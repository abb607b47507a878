import type { Agreement } from '../agreement/agreement.ts';
import { type Instant, instantOf } from '../clock.ts';
import { firstDayOf, monthNumber } from '../dates.ts';
import { durationMillis } from '../values.ts';
import { type Interval, intersect } from '../window/intervals.ts';
import { dateIn, zonedMillis } from '../zone-time.ts';
import { type AgreedWindow, lengthOfAll, plannedDowntime, timeOf } from './agreed-downtime.ts';
import { type AvailabilityFacts, accountOf, overlapOf } from './service-account.ts';

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

/** What is counted for a budget: the facts of its period, with outages up to now, and now in milliseconds. */
interface BudgetFacts {
  readonly facts: AvailabilityFacts;
  readonly now: number;
}

/** The part of a period that is still ahead. */
const restOf = ({ facts: { period }, now }: BudgetFacts): Interval<number> => overlapOf(period, { from: now, to: period.to });

/**
 * What is left of a downtime budget (L1): its length, less the agreed downtime that was used in the period, less what scheduled windows can
 * still use there.
 * @param asking the window of a change that asks what is left for it: what it plans itself is not counted
 */
export const downtimeBudgetOf = (
  { downtimeBudget: { length } }: BudgetedAgreement,
  counted: BudgetFacts,
  asking?: string,
): DowntimeBudget => {
  const { period, windows } = counted.facts;
  const account = accountOf(counted.facts);
  const others = windows.filter(({ id }) => id !== asking);
  const allowed = durationMillis(length);
  const used = lengthOfAll(intersect(timeOf(account.used), [period]));
  const planned = lengthOfAll(plannedDowntime(others, restOf(counted), account));
  return { period, allowed, used, planned, left: Math.max(0, allowed - used - planned) };
};

/** How much a window adds to what the other windows plan. Time that another window plans already counts once. In milliseconds. */
export const addedDowntime = (window: AgreedWindow, { facts, now }: BudgetFacts): number => {
  const others = facts.windows.filter(({ id }) => id !== window.id);
  const account = accountOf({ ...facts, windows: [...others, window] });
  const plannedBy = (windows: readonly AgreedWindow[]): number => lengthOfAll(plannedDowntime(windows, restOf({ facts, now }), account));
  return plannedBy([...others, window]) - plannedBy(others);
};
