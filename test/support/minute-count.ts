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

/** The minutes of a service from the first of all facts to the end of a period, each looked at by itself, and what it counts as. */
export const minuteCount = ({ versions, windows, outages, begin, period }: CountedFacts) => {
  const sorted = windows
    .filter(({ refusal }) => refusal === undefined)
    .toSorted((one, other) => one.from - other.from || (one.id < other.id ? -1 : 1));
  const left = new Map(sorted.map((window) => [window, window.length / minute]));
  const count = { served: 0, used: 0, unplanned: 0, degraded: 0, outside: 0 };
  const excused = new Set<number>();
  let outageBegan: number | undefined;
  for (let at = begin; at < period.to; at += minute) {
    const version = versions.find((each) => contains(each, at));
    const served = version !== undefined && isServed(version.agreement, at);
    const state = stateAt(outages, at);
    outageBegan = state === 'down' ? (outageBegan ?? at) : undefined;
    const began = outageBegan ?? at;
    const isMine = (window: AgreedWindow): boolean => {
      for (let before = began; before < window.from; before += minute) if (!excused.has(before)) return false;
      return true;
    };
    const covering = sorted.filter((window) => contains({ from: window.from, to: endOf(window) }, at));
    const taking = state === 'down' && served ? covering.find((window) => (left.get(window) ?? 0) > 0 && isMine(window)) : undefined;
    if (taking) left.set(taking, (left.get(taking) ?? 0) - 1);
    if (taking || (!served && covering.length > 0)) excused.add(at);
    if (!contains(period, at)) continue;
    if (served) count.served += 1;
    if (state === 'up') continue;
    if (!served) count.outside += 1;
    else if (state === 'degraded') count.degraded += 1;
    else if (taking) count.used += 1;
    else count.unplanned += 1;
  }
  return count;
};
