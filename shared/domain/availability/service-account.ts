import type { AgreementTime } from '../agreement/agreement-versions.ts';
import { type Interval, unite } from '../window/intervals.ts';
import { type AgreedWindow, type UsedDowntime, usedDowntime } from './agreed-downtime.ts';
import { type CountedOutage, type OutagePiece, outagePieces } from './outage-pieces.ts';
import { serviceTimeIn } from './service-time.ts';

/**
 * What availability is computed from. Windows and outages are those that overlap the period, and also those of some time before it: a window
 * may have used its minutes before the period began.
 */
export interface AvailabilityFacts<Outage extends CountedOutage = CountedOutage> {
  /** `[from, to)` in milliseconds. Of a period that goes on, the part that has passed. */
  readonly period: Interval<number>;
  /** The versions of the agreement, in order. */
  readonly agreements: readonly AgreementTime[];
  readonly windows: readonly AgreedWindow[];
  readonly outages: readonly Outage[];
}

/** A service over the whole time of the facts: which outage counts when, what was agreed, and when it was to be available. */
export interface ServiceAccount<Outage extends CountedOutage = CountedOutage> {
  readonly pieces: readonly OutagePiece<Outage>[];
  /** Each outage in which the service was down, from its beginning to its end. */
  readonly down: readonly Interval<number>[];
  readonly serviceTime: readonly Interval<number>[];
  readonly used: readonly UsedDowntime[];
}

/** The time that two intervals share. It is empty if its end is not after its beginning. */
export const overlapOf = (one: Interval<number>, other: Interval<number>): Interval<number> => ({
  from: Math.max(one.from, other.from),
  to: Math.min(one.to, other.to),
});

/** The time of all facts: from the first of them to the end of the period. */
const factSpan = ({ period, windows, outages }: AvailabilityFacts): Interval<number> => ({
  from: [...windows, ...outages].reduce((first, { from }) => Math.min(first, from), period.from),
  to: period.to,
});

/** Settles what each time counts as (L2). */
export const accountOf = <Outage extends CountedOutage>(facts: AvailabilityFacts<Outage>): ServiceAccount<Outage> => {
  const span = factSpan(facts);
  const pieces = outagePieces(facts.outages);
  const down = unite(pieces.filter(({ outage }) => outage.state === 'down').map(({ from, to }) => ({ from, to })));
  const serviceTime = unite(facts.agreements.flatMap((each) => serviceTimeIn(each.agreement, overlapOf(each, span))));
  return { pieces, down, serviceTime, used: usedDowntime(facts.windows, { down, serviceTime }) };
};
