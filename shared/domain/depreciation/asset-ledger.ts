import { lastDayOf, lastEndedMonth } from '../dates.ts';
import { type BookFact, type BookTerms, type DisposalFact, isInForce } from './facts.ts';
import { type GrossFigures, netBookValueOf, noFigures } from './step.ts';
import { figuresOn, type Timeline, timelineOf } from './timeline.ts';

/** What has been booked at the end of a day. All amounts only ever grow, except by corrections. */
export interface BookedFigures {
  readonly gross: GrossFigures;
  /** What left the book with the asset: all of `gross` after a disposal, and 0 before. */
  readonly derecognised: GrossFigures;
  /** Proceeds less selling cost. */
  readonly netProceeds: bigint;
}

/** One asset in one book. Every figure of the asset is asked of its ledger. */
export interface AssetLedger {
  readonly book: BookTerms;
  readonly facts: readonly BookFact[];
  /** The life of the asset by the facts that are booked at the end of a day. */
  readonly timelineOn: (date: string) => Timeline;
  readonly figuresOn: (date: string) => BookedFigures;
}

/** What some disposals brought in all. */
const settled = (facts: readonly DisposalFact[]): Pick<DisposalFact, 'proceeds' | 'sellingCost'> =>
  facts.reduce((sum, fact) => ({ proceeds: sum.proceeds + fact.proceeds, sellingCost: sum.sellingCost + fact.sellingCost }), {
    proceeds: 0n,
    sellingCost: 0n,
  });

/**
 * The ledger of one asset in one book. The figures of a day follow from the facts that are booked by then; a fact that is booked later than
 * its own date moves nothing before its booking, and is caught up there. With `knownAt`, only facts that were recorded by that instant count.
 */
export const assetLedger = (book: BookTerms, facts: readonly BookFact[], knownAt?: string): AssetLedger => {
  const timelines = new Map<string, Timeline>();
  const timelineOn = (date: string): Timeline => {
    const inForce = facts.map((fact) => isInForce(fact, date, knownAt));
    const key = inForce.map(Number).join('');
    const timeline =
      timelines.get(key) ??
      timelineOf(
        facts.filter((_, place) => inForce[place]),
        book,
      );
    timelines.set(key, timeline);
    return timeline;
  };
  const figures = (date: string): BookedFigures => {
    const timeline = timelineOn(date);
    const gross = figuresOn(timeline, date);
    const { disposal } = timeline;
    if (!disposal) return { gross, derecognised: noFigures, netProceeds: 0n };
    const { proceeds, sellingCost } = settled(disposal.facts);
    return { gross, derecognised: gross, netProceeds: proceeds - sellingCost };
  };
  return { book, facts, timelineOn, figuresOn: figures };
};

/** The value of an asset at the end of a day, in minor units. */
export interface AssetValue {
  /** The last day of the last month that is charged. */
  readonly bookedThrough: string;
  readonly cost: bigint;
  readonly accumulatedDepreciation: bigint;
  readonly accumulatedImpairment: bigint;
  readonly netBookValue: bigint;
}

/** What is still in the book. */
export const carriedFigures = ({ gross, derecognised }: BookedFigures): GrossFigures => ({
  cost: gross.cost - derecognised.cost,
  depreciation: gross.depreciation - derecognised.depreciation,
  impaired: gross.impaired - derecognised.impaired,
  reversed: gross.reversed - derecognised.reversed,
});

/** The value at the end of a day (A4). Before the acquisition is booked and after the disposal, all amounts are 0. */
export const valueAt = (ledger: AssetLedger, date: string): AssetValue => {
  const carried = carriedFigures(ledger.figuresOn(date));
  return {
    bookedThrough: lastDayOf(lastEndedMonth(date)),
    cost: carried.cost,
    accumulatedDepreciation: carried.depreciation,
    accumulatedImpairment: carried.impaired - carried.reversed,
    netBookValue: netBookValueOf(carried),
  };
};

/** What the disposal of an asset brought. A gain is positive, a loss negative. */
export interface DisposalResult {
  readonly date: string;
  readonly netBookValue: bigint;
  readonly proceeds: bigint;
  readonly sellingCost: bigint;
  readonly gainOrLoss: bigint;
}

/** A day after every booking. */
const theEnd = '9999-11-30';

/** The life of the asset by all facts, also those that are booked in the future. */
export const fullTimeline = (ledger: AssetLedger): Timeline => ledger.timelineOn(theEnd);

/** The gain or loss of the disposal, with the proceeds of later ones, or undefined if the asset is not disposed of (IAS 16.71). */
export const disposalResult = (ledger: AssetLedger): DisposalResult | undefined => {
  const { disposal } = fullTimeline(ledger);
  if (!disposal) return undefined;
  const { date } = disposal;
  const { proceeds, sellingCost } = settled(disposal.facts);
  const netBookValue = netBookValueOf(disposal.figures);
  return { date, netBookValue, proceeds, sellingCost, gainOrLoss: proceeds - sellingCost - netBookValue };
};
