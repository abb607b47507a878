import { lastEndedMonth, monthNumber } from '../dates.ts';
import { halfDown, isMoreRatio, notBelowZero, type Ratio, timesRatio, wholeRatio } from '../money.ts';
import { shareSince } from './curve.ts';
import { type DepreciationTerms, evenPlan, planAnew, planFromStart } from './entry-plans.ts';
import type { Plan } from './plan.ts';

/** What has been booked of an asset since it was acquired, in minor units. Nothing is taken out when the asset leaves the book. */
export interface GrossFigures {
  readonly cost: bigint;
  readonly depreciation: bigint;
  readonly impaired: bigint;
  readonly reversed: bigint;
}

/** The figures of an asset that is not in the book. */
export const noFigures: GrossFigures = { cost: 0n, depreciation: 0n, impaired: 0n, reversed: 0n };

/** The time from one fact to the next, in which the charges follow one plan. */
export interface Step {
  /** The date of the fact that began it. */
  readonly date: string;
  /** The figures at its beginning, with every charge of the months that had ended. */
  readonly figures: GrossFigures;
  /** Value, residual value and life are those of the beginning of the plan. */
  readonly terms: DepreciationTerms;
  readonly residual: bigint;
  readonly plan: Plan;
  /** The part of the plan that had been charged at the beginning of the step. */
  readonly chargedShare: Ratio;
  /** What is charged from the beginning of the step on, if the plan is followed to its end. */
  readonly depreciable: bigint;
}

export const netBookValueOf = ({ cost, depreciation, impaired, reversed }: GrossFigures): bigint =>
  cost - depreciation - impaired + reversed;

/** The step that begins with the acquisition. */
export const firstStep = (date: string, terms: DepreciationTerms): Step => ({
  date,
  figures: { ...noFigures, cost: terms.value },
  terms,
  residual: terms.residual,
  plan: planFromStart(terms),
  chargedShare: wholeRatio(0),
  depreciable: notBelowZero(terms.value - terms.residual),
});

/** Net book values are rounded half up, so the charge, which is taken off, is rounded half down. */
const chargedAt = ({ depreciable, chargedShare }: Step, share: Ratio): bigint =>
  halfDown(timesRatio({ over: depreciable, under: 1n }, shareSince(share, chargedShare)));

const withCharge = (step: Step, share: Ratio): GrossFigures => ({
  ...step.figures,
  depreciation: step.figures.depreciation + chargedAt(step, share),
});

/** The figures at the end of a day of this step. Charges fall at the end of a month. */
export const figuresAt = (step: Step, date: string): GrossFigures => withCharge(step, step.plan.share(lastEndedMonth(date)));

/** The figures at a disposal in this step, with what the convention charges for the month or year of the disposal. */
export const figuresAtDisposal = (step: Step, month: number): GrossFigures => withCharge(step, step.plan.shareAtDisposal(month));

/** What a fact changes. */
export interface StepChange {
  readonly figures?: Partial<GrossFigures>;
  readonly residual?: bigint;
  readonly remainingMonths?: number;
}

/** Whether the plan has nothing left to charge, so that what is added needs a plan of its own. */
const isExhausted = (share: Ratio): boolean => !isMoreRatio(wholeRatio(1), share);

/**
 * The step that begins with a fact. The charges of the months that had ended stay. What is left is charged in the proportions of the plan;
 * with a new number of remaining months, the method begins anew.
 */
export const nextStep = (step: Step, date: string, change: StepChange): Step => {
  const charged = lastEndedMonth(date);
  const before = figuresAt(step, date);
  const figures = { ...before, ...change.figures };
  const residual = change.residual ?? step.residual;
  const common = { date, figures, residual, terms: step.terms };
  const left = netBookValueOf(figures) - residual;
  if (change.remainingMonths !== undefined) return anew(common, charged + 1, change.remainingMonths);
  const share = step.plan.share(charged);
  if (charged < step.plan.lastMonth && !isExhausted(share))
    return { ...common, plan: step.plan, chargedShare: share, depreciable: notBelowZero(left) };
  // The life is over, or all has been charged: only what the fact adds is charged, in the months that are left, or in the next one.
  const added = left - notBelowZero(netBookValueOf(before) - step.residual);
  const plan = evenPlan(Math.max(1, step.plan.lastMonth - charged), charged + 1);
  return { ...common, plan, chargedShare: wholeRatio(0), depreciable: notBelowZero(added) };
};

/** A change of the remaining months: before the first charge it is a new life, and afterwards a new beginning. */
const anew = (common: Pick<Step, 'date' | 'figures' | 'residual' | 'terms'>, month: number, lifeMonths: number): Step => {
  const value = netBookValueOf(common.figures);
  const terms = { ...common.terms, value, residual: common.residual, lifeMonths };
  const isBeforeStart = monthNumber(terms.entry.inServiceDate) >= month;
  const plan = isBeforeStart ? planFromStart(terms) : planAnew(terms, month);
  return { ...common, terms, plan, chargedShare: wholeRatio(0), depreciable: notBelowZero(value - common.residual) };
};
