import { type AgreementTime, agreementAt } from '../../domain/agreement/agreement-versions.ts';
import { agreedWindow, noticeOf } from '../../domain/availability/agreed-window.ts';
import type { CountedOutage } from '../../domain/availability/outage-pieces.ts';
import type { AvailabilityFacts } from '../../domain/availability/service-account.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { day, instantOf, millis } from '../../domain/clock.ts';
import { isMeasured, type Outage } from '../../domain/outage/outage.ts';
import type { OutageRepository } from '../../domain/outage/outage-repository.ts';
import { endOfOutage } from '../../domain/outage/outage-rules.ts';
import type { Interval } from '../../domain/window/intervals.ts';
import { longestWindowDays } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';

/** What reading the facts of a period needs. */
export interface FactsContext {
  readonly outages: Pick<OutageRepository, 'overlapping'>;
  readonly windows: Pick<WindowRepository, 'ofService' | 'findMany'>;
  readonly changes: Pick<ChangeRepository, 'findMany'>;
}

/** An outage with its row. */
export interface KnownOutage extends CountedOutage {
  readonly outage: Outage;
}

/**
 * How long before a period facts are read: a window that reaches into it may have begun 14 days before, and used its minutes for an outage
 * that belongs to a window up to 14 days before that.
 */
const lookBack = 2 * longestWindowDays * day;

/** An outage as it counts up to a time, in milliseconds. */
export const countedOutage = (outage: Outage, now: number): KnownOutage => ({
  ...{ id: outage.id, outage, state: outage.state, isMeasured: isMeasured(outage) },
  from: millis(outage.start),
  to: millis(endOfOutage(outage, instantOf(now))),
});

/** The windows that were listed for the service, with their changes: one query, and the rows by their keys. */
const readWindows = async (context: FactsContext, service: string, agreements: readonly AgreementTime[], span: Interval<number>) => {
  const rows = await context.windows.ofService(service, instantOf(span.from), instantOf(span.to));
  if (rows.length === 0) return [];
  const byWindow = Map.groupBy(rows, ({ window }) => window);
  const [windows, changes] = await Promise.all([
    context.windows.findMany([...byWindow.keys()]),
    context.changes.findMany([...new Set(rows.map(({ change }) => change))]),
  ]);
  const versions = agreements.map(({ agreement }) => agreement);
  const changesById = new Map(changes.map((change) => [change.id, change]));
  return windows.flatMap((window) => {
    const change = changesById.get(window.change);
    if (!change) return [];
    const notice = noticeOf(agreementAt(versions, window.start));
    return agreedWindow({ window, change, rows: byWindow.get(window.id) ?? [], notice }) ?? [];
  });
};

/** The facts of a period, with the rows of the outages. */
export type KnownFacts = AvailabilityFacts<KnownOutage>;

/**
 * The facts that count for a part of their period: the windows and outages that are in it, or in some time before it. What is computed from
 * them is the same as if they had been read for that part alone.
 */
export const factsIn = ({ agreements, windows, outages }: KnownFacts, period: Interval<number>): KnownFacts => {
  const isNear = ({ from, to }: Interval<number>): boolean => from < period.to && to > period.from - lookBack;
  return { period, agreements, windows: windows.filter(isNear), outages: outages.filter(isNear) };
};

/** How many corrections the outages of a period have (L2). */
export const correctionsIn = ({ period, outages }: KnownFacts): number =>
  outages.filter(({ from, to }) => from < period.to && to > period.from).reduce((sum, { outage }) => sum + outage.corrections.length, 0);

/**
 * Everything that the availability of a service in a period is computed from. The number of requests does not depend on other periods.
 * @param countedTo up to when outages count, in milliseconds: of a period that goes on beyond now, now. @default the end of the period
 */
export const readFacts =
  (context: FactsContext) =>
  async (service: string, agreements: readonly AgreementTime[], period: Interval<number>, countedTo = period.to): Promise<KnownFacts> => {
    const span = { from: period.from - lookBack, to: period.to };
    const [outages, windows] = await Promise.all([
      context.outages.overlapping(service, instantOf(span.from), instantOf(span.to)),
      readWindows(context, service, agreements, span),
    ]);
    return factsIn({ period, agreements, windows, outages: outages.map((outage) => countedOutage(outage, countedTo)) }, period);
  };
