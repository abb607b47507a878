import { type Interval, subtract } from '../window/intervals.ts';
import { type AgreedWindow, agreedEndOf, inOrder, timeOf, workTimesOf } from './agreed-downtime.ts';
import type { CountedOutage } from './outage-pieces.ts';
import { type AvailabilityFacts, accountOf, type ServiceAccount } from './service-account.ts';

export const serviceStates = ['operational', 'maintenance', 'degraded', 'down'] as const;
export type ServiceState = (typeof serviceStates)[number];

/** How a service is at an instant, and why. */
export interface ServiceStatus<Outage extends CountedOutage> {
  readonly state: ServiceState;
  /** Since when, in milliseconds: an outage may have begun before the facts. Undefined if it was so otherwise at their beginning. */
  readonly since: number | undefined;
  /** The windows in which work goes on, in order. */
  readonly windows: readonly AgreedWindow[];
  /** The outages that go on and count. */
  readonly outages: readonly Outage[];
  /** The next window that is not over and in which no work goes on. */
  readonly next: AgreedWindow | undefined;
}

/** Whether a service is so because of an outage, whose beginning is known however long ago it was. */
const isOutage = (state: ServiceState): boolean => state === 'down' || state === 'degraded';

const isAtWork = (window: AgreedWindow, now: number): boolean =>
  !window.isWaiting && workTimesOf(window).some(({ from, to }) => from <= now && now < to);

/** In which time a service was in each state. They do not overlap, and together they are the whole span. */
const timesOf = (
  span: Interval<number>,
  windows: readonly AgreedWindow[],
  { pieces, down, serviceTime, used }: ServiceAccount,
): Readonly<Record<ServiceState, readonly Interval<number>[]>> => {
  const worked = windows.filter(({ isWaiting }) => !isWaiting).flatMap(workTimesOf);
  const agreed = windows.filter(({ refusal }) => refusal === undefined).flatMap(workTimesOf);
  // Outside service time nothing is agreed and nothing counts: there, work is maintenance.
  const unplanned = subtract(down, [...timeOf(used), ...subtract(agreed, serviceTime)]);
  const maintenance = subtract(worked, unplanned);
  const impaired = pieces.filter(({ outage }) => outage.state === 'degraded').map(({ from, to }) => ({ from, to }));
  const degraded = subtract(impaired, [...unplanned, ...maintenance]);
  return { down: unplanned, maintenance, degraded, operational: subtract([span], [...unplanned, ...maintenance, ...degraded]) };
};

/**
 * How a service is at an instant (L2): down if an outage goes on that is not agreed downtime, else in maintenance while the work of a window
 * goes on, else degraded if an outage says so, else operational.
 * @param facts with outages that go on counted beyond `now`
 * @param now in milliseconds
 */
export const serviceStatusAt = <Outage extends CountedOutage>(facts: AvailabilityFacts<Outage>, now: number): ServiceStatus<Outage> => {
  const span = { from: facts.period.from, to: now + 1 };
  const account = accountOf({ ...facts, period: span });
  const times = timesOf(span, facts.windows, account);
  const at = (each: ServiceState): Interval<number> | undefined => times[each].find(({ from, to }) => from <= now && now < to);
  const state = serviceStates.find((each) => at(each) !== undefined) ?? 'operational';
  const { from: since = span.from } = at(state) ?? {};
  const windows = inOrder(facts.windows);
  return {
    state,
    since: since > span.from || isOutage(state) ? since : undefined,
    windows: windows.filter((window) => isAtWork(window, now)),
    outages: account.pieces.filter(({ from, to }) => from <= now && now < to).map(({ outage }) => outage),
    next: windows.find((window) => agreedEndOf(window) > now && !isAtWork(window, now)),
  };
};
