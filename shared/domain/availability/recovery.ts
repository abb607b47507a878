import { durationMillis } from '../values.ts';
import { type Interval, intersect, subtract } from '../window/intervals.ts';
import { lengthOfAll, timeOf } from './agreed-downtime.ts';
import type { AvailabilityFacts, ServiceAccount } from './service-account.ts';

/** How long outages lasted against the recovery time, in milliseconds (L1). */
export interface Recovery {
  /** The recovery time of the version that was in force when the longest outage began, or of the last version. */
  readonly allowed: number;
  /** The longest outage: its downtime inside service time and inside the period that was not agreed. 0 without one. */
  readonly worst: number;
  readonly isMet: boolean;
}

type Recoverable = Pick<AvailabilityFacts, 'agreements' | 'period'>;

const recoveryTimeAt = ({ agreements }: Recoverable, at: number): number | undefined => {
  const time = agreements.find(({ from, to }) => from <= at && at < to)?.agreement.recoveryTime;
  return time === undefined ? undefined : durationMillis(time);
};

/** The unplanned downtime of each outage in the period, the longest first. */
const lengths = ({ period }: Recoverable, { down, serviceTime, used }: ServiceAccount) => {
  const taken = timeOf(used);
  const served = intersect(serviceTime, [period]);
  const unplanned = (outage: Interval<number>): number => lengthOfAll(subtract(intersect([outage], served), taken));
  return down
    .filter(({ from, to }) => from < period.to && to > period.from)
    .map((outage) => ({ from: outage.from, length: unplanned(outage) }))
    .toSorted((one, other) => other.length - one.length);
};

/** The longest outage of a period against the recovery time. Null if no version in the period has one. */
export const recoveryIn = (facts: Recoverable, account: ServiceAccount): Recovery | null => {
  const { agreements, period } = facts;
  const last = agreements.findLast(({ from, to, agreement }) => from < period.to && to > period.from && agreement.recoveryTime);
  if (!last) return null;
  const fallback = durationMillis(last.agreement.recoveryTime ?? 'PT0S');
  const judged = lengths(facts, account).map(({ from, length }) => ({ length, allowed: recoveryTimeAt(facts, from) ?? fallback }));
  const [worst = { length: 0, allowed: fallback }] = judged;
  return { allowed: worst.allowed, worst: worst.length, isMet: judged.every(({ length, allowed }) => length <= allowed) };
};
