import { type Interval, intersect, subtract } from '../window/intervals.ts';
import { type AgreedWindow, agreedEndOf, timeOf, type WindowRefusal, workTimesOf } from './agreed-downtime.ts';
import type { CountedOutage } from './outage-pieces.ts';
import type { AvailabilityFacts, ServiceAccount } from './service-account.ts';

export const intervalKinds = ['agreed', 'unplanned', 'degraded', 'outside-hours'] as const;
export type IntervalKind = (typeof intervalKinds)[number];

/** Why a time counts as it does. */
export const intervalReasons = [
  'agreed-downtime',
  'no-window',
  'before-window',
  'beyond-agreed-length',
  'after-end',
  'after-failure',
  'emergency',
  'short-notice',
  'not-started',
  'on-hold',
  'degraded',
  'outside-service-hours',
  'no-agreement',
] as const satisfies readonly (WindowRefusal | string)[];
export type IntervalReason = (typeof intervalReasons)[number];

/** A time of an outage, what it counts as, and why. */
export interface ExplainedInterval<Outage extends CountedOutage = CountedOutage> extends Interval<number> {
  readonly kind: IntervalKind;
  readonly reason: IntervalReason;
  readonly outage: Outage;
  /** The window that agreed it, or that was near and did not. */
  readonly window?: AgreedWindow | undefined;
}

/** Cuts intervals at some times, so that each part is between two of them. */
const cutAt = (intervals: readonly Interval<number>[], times: readonly number[]): readonly Interval<number>[] =>
  intervals.flatMap(({ from, to }) => {
    const cuts = [...new Set([from, ...times.filter((time) => time > from && time < to)])].toSorted((one, other) => one - other);
    return cuts.map((cut, place) => ({ from: cut, to: cuts[place + 1] ?? to }));
  });

const boundsOf = ({ from, to }: Interval<number>): readonly number[] => [from, to];

const within = ({ from }: Interval<number>, span: Interval<number>): boolean => span.from <= from && from < span.to;

/** Why a window did not agree a time of an outage that lies in it. */
const refusalOf = (window: AgreedWindow, part: Interval<number>, began: number): IntervalReason => {
  if (window.refusal !== undefined) return window.refusal;
  if (part.from >= agreedEndOf(window)) return window.isFailed ? 'after-failure' : 'after-end';
  const work = workTimesOf(window).find((each) => within(part, each));
  if (!work) return 'on-hold';
  return began < work.from ? 'before-window' : 'beyond-agreed-length';
};

const beginOf = ({ down }: ServiceAccount, part: Interval<number>): number =>
  down.find((outage) => within(part, outage))?.from ?? part.from;

const unplanned = (windows: readonly AgreedWindow[], account: ServiceAccount, parts: readonly Interval<number>[]) => {
  const times = windows.flatMap((window) => [window.from, agreedEndOf(window), window.to, ...workTimesOf(window).flatMap(boundsOf)]);
  return cutAt(parts, times).map((part) => {
    const window = windows.find((each) => within(part, each));
    const reason: IntervalReason = window ? refusalOf(window, part, beginOf(account, part)) : 'no-window';
    return { ...part, kind: 'unplanned' as const, reason, window };
  });
};

/** Joins parts that follow each other and are alike. */
const joinAlike = <Outage extends CountedOutage>(parts: readonly ExplainedInterval<Outage>[]): readonly ExplainedInterval<Outage>[] =>
  parts.reduce<ExplainedInterval<Outage>[]>((joined, part) => {
    const before = joined.at(-1);
    const isAlike =
      before?.to === part.from && before.reason === part.reason && before.outage === part.outage && before.window === part.window;
    if (before && isAlike) joined[joined.length - 1] = { ...before, to: part.to };
    else joined.push(part);
    return joined;
  }, []);

/** What a time counts as, of whichever outage. */
type Part = Omit<ExplainedInterval, 'outage'>;

const downParts = (windows: readonly AgreedWindow[], account: ServiceAccount, served: readonly Interval<number>[]): readonly Part[] => [
  ...account.used.flatMap(({ window, ...taken }) =>
    intersect(served, [taken]).map((part): Part => ({ ...part, kind: 'agreed', reason: 'agreed-downtime', window })),
  ),
  ...unplanned(windows, account, subtract(served, timeOf(account.used))),
];

const degradedParts = (served: readonly Interval<number>[]): readonly Part[] =>
  served.map((part) => ({ ...part, kind: 'degraded', reason: 'degraded' }));

/** Times that do not count: outside the service hours of an agreement, or without one. */
const uncountedParts = (outside: readonly Interval<number>[], agreed: readonly Interval<number>[]): readonly Part[] => [
  ...intersect(outside, agreed).map((part): Part => ({ ...part, kind: 'outside-hours', reason: 'outside-service-hours' })),
  ...subtract(outside, agreed).map((part): Part => ({ ...part, kind: 'outside-hours', reason: 'no-agreement' })),
];

/** The intervals that explain the figures of a period (L3), in order. Each time of each outage in the period is in exactly one of them. */
export const explainIntervals = <Outage extends CountedOutage>(
  { period, windows, agreements }: Pick<AvailabilityFacts, 'period' | 'windows' | 'agreements'>,
  account: ServiceAccount<Outage>,
): readonly ExplainedInterval<Outage>[] => {
  const parts = account.pieces
    .filter(({ from, to }) => from < period.to && to > period.from)
    .flatMap(({ outage, ...piece }): readonly ExplainedInterval<Outage>[] => {
      const time = intersect([piece], [period]);
      const served = intersect(time, account.serviceTime);
      const outside = subtract(time, account.serviceTime);
      const inside = outage.state === 'degraded' ? degradedParts(served) : downParts(windows, account, served);
      return [...uncountedParts(outside, agreements), ...inside].map((part) => ({ ...part, outage }));
    });
  return joinAlike(parts.toSorted((one, other) => one.from - other.from));
};
