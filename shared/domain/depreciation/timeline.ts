import { monthNumber } from '../dates.ts';
import { lesserOf, minorUnitsIn, minorUnitsOf, notBelowZero } from '../money.ts';
import type { BookAmount } from './book-entry.ts';
import { lifeOf } from './entry-plans.ts';
import type { AcquisitionFact, AdjustmentFact, BookFact, BookTerms, DisposalFact } from './facts.ts';
import {
  figuresAt,
  figuresAtDisposal,
  firstStep,
  type GrossFigures,
  netBookValueOf,
  nextStep,
  noFigures,
  type Step,
  type StepChange,
} from './step.ts';

/** The life of an asset in a book, as some set of facts has it. */
export interface Timeline {
  /** In the order of their dates. Empty if the asset was never acquired. */
  readonly steps: readonly Step[];
  /** The asset leaves the book at the first disposal. Later ones only bring proceeds, as the sale of what was written off as lost. */
  readonly disposal?: { readonly date: string; readonly figures: GrossFigures; readonly facts: readonly DisposalFact[] };
}

/** An amount of a book entry in minor units: a decimal string, or money in the book's currency. */
export const bookAmountIn = (amount: BookAmount, currency: string, pointer?: string): bigint =>
  typeof amount === 'string' ? minorUnitsOf(amount, currency, pointer) : minorUnitsIn(amount, currency, pointer);

const acquired = ({ date, cost, entry }: AcquisitionFact, { currency, fiscalYearStart }: BookTerms): Step => {
  const residual = bookAmountIn(entry.residualValue, currency);
  return firstStep(date, { entry, fiscalYearStart, value: cost, residual, lifeMonths: lifeOf(entry) });
};

/** What a fact changes at its date. `unimpaired` is the net book value if there had been no impairment, which a reversal never exceeds. */
const changeOf = (fact: AdjustmentFact, figures: GrossFigures, unimpaired: bigint): StepChange => {
  const value = netBookValueOf(figures);
  switch (fact.kind) {
    case 'impairment':
      return { figures: { impaired: figures.impaired + notBelowZero(value - fact.recoverableAmount) } };
    case 'reversal':
      return { figures: { reversed: figures.reversed + notBelowZero(lesserOf(fact.recoverableAmount, unimpaired) - value) } };
    case 'addition':
      return { figures: { cost: figures.cost + fact.amount } };
    default:
      return { residual: fact.residualValue, remainingMonths: fact.remainingMonths };
  }
};

const isImpairment = (fact: AdjustmentFact): boolean => fact.kind === 'impairment' || fact.kind === 'reversal';

/** The last step at a date and, beside it, the one without impairments. */
interface Pair {
  readonly step: Step;
  readonly unimpaired: Step;
}

const follow = ({ step, unimpaired }: Pair, fact: AdjustmentFact): Pair => {
  const { date } = fact;
  const without = figuresAt(unimpaired, date);
  const next = nextStep(step, date, changeOf(fact, figuresAt(step, date), netBookValueOf(without)));
  return { step: next, unimpaired: isImpairment(fact) ? unimpaired : nextStep(unimpaired, date, changeOf(fact, without, 0n)) };
};

const inOrder = <Fact extends BookFact>(facts: readonly Fact[]): readonly Fact[] =>
  facts.toSorted((one, other) => (`${one.date} ${one.recordedAt}` < `${other.date} ${other.recordedAt}` ? -1 : 1));

/** The acquisition that counts: the one that was booked last, and of those of one day the one recorded last. */
const latest = (facts: readonly AcquisitionFact[]): AcquisitionFact | undefined =>
  facts.toSorted((one, other) => (`${one.bookedOn} ${one.recordedAt}` < `${other.bookedOn} ${other.recordedAt}` ? -1 : 1)).at(-1);

const isAdjustment = (fact: BookFact): fact is AdjustmentFact => fact.kind !== 'acquisition' && fact.kind !== 'disposal';

/** The timeline of the facts that are in force. What is dated after the first disposal does not count, and no fact is refused here. */
export const timelineOf = (facts: readonly BookFact[], book: BookTerms): Timeline => {
  const acquisition = latest(facts.filter((fact) => fact.kind === 'acquisition'));
  if (!acquisition) return { steps: [] };
  const disposals = inOrder(facts.filter((fact) => fact.kind === 'disposal'));
  const [disposal] = disposals;
  const first = acquired(acquisition, book);
  const steps = [first];
  let pair: Pair = { step: first, unimpaired: first };
  for (const fact of inOrder(facts.filter(isAdjustment))) {
    if (disposal && fact.date > disposal.date) break;
    pair = follow(pair, fact);
    steps.push(pair.step);
  }
  if (!disposal) return { steps };
  const { date } = disposal;
  return { steps, disposal: { date, figures: figuresAtDisposal(pair.step, monthNumber(date)), facts: disposals } };
};

/**
 * The figures at the end of a day, by the facts that are booked by then. None of them is dated later. After a disposal they are those of the
 * disposal.
 */
export const figuresOn = ({ steps, disposal }: Timeline, date: string): GrossFigures => {
  const step = steps.at(-1);
  return disposal?.figures ?? (step ? figuresAt(step, date) : noFigures);
};
