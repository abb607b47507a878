import type { Agreement } from '../../shared/domain/agreement/agreement.ts';
import type { AgreedWindow } from '../../shared/domain/availability/agreed-downtime.ts';
import type { CountedOutage } from '../../shared/domain/availability/outage-pieces.ts';
import { minute } from '../../shared/domain/clock.ts';

/** A version of an agreement with its first and its last minute. */
export interface CountedVersion {
  readonly agreement: Agreement;
  readonly from: number;
  readonly to: number;
}

interface CountedFacts {
  readonly versions: readonly CountedVersion[];
  readonly windows: readonly AgreedWindow[];
  readonly outages: readonly CountedOutage[];
  readonly begin: number;
  readonly period: { readonly from: number; readonly to: number };
}

const contains = ({ from, to }: { readonly from: number; readonly to: number }, at: number): boolean => from <= at && at < to;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show. Making a format takes longer than a hundred uses of it. */
const clockOf = (zone: string): Intl.DateTimeFormat => {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, hourCycle: 'h23', weekday: 'short' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    });
  clocks.set(zone, clock);
  return clock;
};

/** Whether a minute is in the service hours, as the clocks on the wall show it. */
const isServed = ({ zone, serviceHours, holidays = [] }: Agreement, at: number): boolean => {
  const parts = clockOf(zone).formatToParts(at);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  if (holidays.includes(`${part('year')}-${part('month')}-${part('day')}`)) return false;
  const now = `${part('hour')}:${part('minute')}`;
  const today = part('weekday').slice(0, 2).toLowerCase();
  return (
    serviceHours === undefined || serviceHours.some(({ days, from, to }) => days.some((day) => day === today) && from <= now && now < to)
  );
};

/** How the service is in a minute: as the measured outages say, else as the typed ones say. */
const stateAt = (outages: readonly CountedOutage[], at: number): 'up' | 'degraded' | 'down' => {
  const present = outages.filter((outage) => contains(outage, at));
  const measured = present.filter(({ isMeasured }) => isMeasured);
  const telling = measured.length > 0 ? measured : present;
  if (telling.some(({ state }) => state === 'down')) return 'down';
  return telling.length > 0 ? 'degraded' : 'up';
};

const endOf = ({ to, endedAt = to }: AgreedWindow): number => Math.min(to, endedAt);

const within = ({ from, ...window }: AgreedWindow, at: number): boolean => contains({ from, to: endOf({ from, ...window }) }, at);

/** Whether a minute is in a window whose change is not on hold. */
const isAtWork = (window: AgreedWindow, at: number): boolean =>
  within(window, at) && !(window.onHold ?? []).some((hold) => contains(hold, at));

/** Since when the work that goes on in a minute goes on: since the start of the window, or the end of a hold. */
const beginOf = (window: AgreedWindow, at: number): number => {
  let begin = at;
  while (isAtWork(window, begin - minute)) begin -= minute;
  return begin;
};

/** The windows that may agree downtime, the first one first, each with the minutes that it has left. */
const budgetsOf = (windows: readonly AgreedWindow[]) =>
  windows
    .filter(({ refusal }) => refusal === undefined)
    .toSorted((one, other) => one.from - other.from || (one.id < other.id ? -1 : 1))
    .map((window) => ({ window, left: window.length / minute }));

type Budget = ReturnType<typeof budgetsOf>[number];

/** The work that goes on in a minute, in the order in which it uses the minute: what began first. */
const worksAt = (budgets: readonly Budget[], at: number) =>
  budgets
    .filter(({ window }) => isAtWork(window, at))
    .map((budget) => ({ budget, begin: beginOf(budget.window, at) }))
    .toSorted((one, other) => one.begin - other.begin);

type Work = ReturnType<typeof worksAt>[number];

const kindOf = (served: boolean, state: 'degraded' | 'down', isTaken: boolean) => {
  if (!served) return 'outside';
  if (state === 'degraded') return 'degraded';
  return isTaken ? 'used' : 'unplanned';
};

/** Each minute from the first of all facts to the end of a period, looked at by itself, and what it counts as if the service was not up. */
const minutesOf = ({ versions, windows, outages, begin, period }: CountedFacts) => {
  const budgets = budgetsOf(windows);
  const excused = new Set<number>();
  let began: number | undefined;

  /** Whether all of the outage before the work was agreed, or in a window outside service hours. */
  const isMine = ({ begin: start }: Work, since: number): boolean => {
    for (let before = since; before < start; before += minute) if (!excused.has(before)) return false;
    return true;
  };
  /** Takes a minute of downtime from the first window that agrees it. */
  const isTakenAt = (at: number, since: number): boolean => {
    const taking = worksAt(budgets, at).find((work) => work.budget.left > 0 && isMine(work, since));
    if (taking) taking.budget.left -= 1;
    return taking !== undefined;
  };
  const isOutside = (at: number, served: boolean): boolean => !served && budgets.some(({ window }) => isAtWork(window, at));

  return Array.from({ length: (period.to - begin) / minute }, (_, place) => {
    const at = begin + place * minute;
    const version = versions.find((each) => contains(each, at));
    const served = version !== undefined && isServed(version.agreement, at);
    const state = stateAt(outages, at);
    began = state === 'down' ? (began ?? at) : undefined;
    const isTaken = served && began !== undefined && isTakenAt(at, began);
    if (isTaken || isOutside(at, served)) excused.add(at);
    return { at, version, served, kind: state === 'up' ? undefined : kindOf(served, state, isTaken) };
  });
};

type Minute = ReturnType<typeof minutesOf>[number];

const numberOf = (minutes: readonly Minute[], kind: Minute['kind']): number => minutes.filter((each) => each.kind === kind).length;

const sumsOf = (minutes: readonly Minute[]) => ({
  served: minutes.filter(({ served }) => served).length,
  used: numberOf(minutes, 'used'),
  unplanned: numberOf(minutes, 'unplanned'),
});

/** The minutes of a period by what they count as: all of them, and those of each version of the agreement. */
export const minuteCount = (facts: CountedFacts) => {
  const minutes = minutesOf(facts).filter(({ at }) => contains(facts.period, at));
  return {
    count: { ...sumsOf(minutes), degraded: numberOf(minutes, 'degraded'), outside: numberOf(minutes, 'outside') },
    byVersion: facts.versions.map((version) => ({
      agreement: version.agreement,
      ...sumsOf(minutes.filter((each) => each.version === version)),
    })),
  };
};
