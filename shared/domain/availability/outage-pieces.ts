import type { OutageState } from '../outage/outage.ts';
import type { Interval } from '../window/intervals.ts';

/** An outage as it is counted, in milliseconds. An outage that goes on counts up to now. */
export interface CountedOutage extends Interval<number> {
  readonly id: string;
  readonly state: OutageState;
  /** Whether it counts before what people have typed (L2). */
  readonly isMeasured: boolean;
}

/** A time in which one outage says how the service was. */
export interface OutagePiece<Outage extends CountedOutage = CountedOutage> extends Interval<number> {
  readonly outage: Outage;
}

/** Measured outages come first, because they count where a typed one says something else. Then what is down counts before what is degraded. */
const rankOf = ({ isMeasured, state }: CountedOutage): number => (isMeasured ? 0 : 2) + (state === 'down' ? 0 : 1);

const byRank = (one: CountedOutage, other: CountedOutage): number =>
  rankOf(one) - rankOf(other) || one.from - other.from || (one.id < other.id ? -1 : 1);

/**
 * Which outage counts at which time (L2). Where several overlap, each time has exactly one: measured before typed, down before degraded, and
 * then the one that began first. So no time counts twice. One sweep over the starts and ends.
 */
export const outagePieces = <Outage extends CountedOutage>(outages: readonly Outage[]): readonly OutagePiece<Outage>[] => {
  const waiting = outages.filter(({ from, to }) => from < to).toSorted((one, other) => one.from - other.from);
  const bounds = [...new Set(waiting.flatMap(({ from, to }) => [from, to]))].toSorted((one, other) => one - other);
  const pieces: { from: number; to: number; outage: Outage }[] = [];
  let active: Outage[] = [];
  let begun = 0;
  for (const [place, from] of bounds.entries()) {
    active = active.filter(({ to }) => to > from);
    for (let next = waiting[begun]; next && next.from <= from; next = waiting[begun]) {
      active.push(next);
      begun += 1;
    }
    const [outage] = active.toSorted(byRank);
    const to = bounds[place + 1];
    if (!outage || to === undefined) continue;
    const before = pieces.at(-1);
    if (before?.outage === outage && before.to === from) before.to = to;
    else pieces.push({ from, to, outage });
  }
  return pieces;
};
