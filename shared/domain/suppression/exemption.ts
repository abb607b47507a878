import { type Instant, later } from '../clock.ts';
import type { MatcherHistory } from '../monitor/former-matchers.ts';
import type { ReachedItem } from './decision.ts';
import { type Matcher, readMatcher } from './matcher.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Whether alerts with these labels are exempt from suppression (S6). The answer is `unknown` if a matcher cannot be read. The alert is
 * then sent as well (S2).
 */
export type Exemption = (labels: Labels) => boolean | 'unknown';

/** Whether an alert is never suppressed, regardless of the monitor's matchers. */
const isAlwaysExempt = ({ alertname, severity }: Labels): boolean =>
  alertname === 'Watchdog' || alertname === 'DeadMansSwitch' || severity === 'security';

/** The matcher, or `undefined` if it cannot be read. */
const readable = (text: string): Promise<Matcher | undefined> => readMatcher(text).catch(() => undefined);

/** The exemption by a monitor's own matchers. An alert is exempt if all of them match. An empty list exempts no alert. */
export const exemptionBy = async (own: readonly string[] = []): Promise<Exemption> => {
  const matchers = await Promise.all(own.map(readable));
  return (labels) => {
    if (isAlwaysExempt(labels)) return true;
    for (const matcher of matchers) {
      if (!matcher) return 'unknown';
      if (!matcher(labels)) return false;
    }
    return matchers.length > 0;
  };
};

type ReachedItems = readonly ReachedItem[];

/** Why a monitor may not hold an alert: it observes, or the alert is exempt, or that is not known. */
export type HoldBar = 'never-suppressed' | 'suppression-unknown' | 'observes';

/** The exemptions of one monitor. */
export interface MonitorExemption {
  readonly isExempt: Exemption;
  /**
   * Why the monitor may not hold an alert with these labels now, or undefined if it may (S6, S11). It applies to an alert that is received first,
   * and to one that is held already: what may no longer be held is sent.
   */
  readonly barOf: (labels: Labels) => HoldBar | undefined;
  /**
   * The CIs of an alert, with the time until which the alert was exempt by matchers that were removed since, or until which the monitor
   * observed. A window that was approved before does not count for them, because it was not approved for this alert (W1).
   */
  readonly dated: (labels: Labels, items: ReachedItems) => ReachedItems;
}

/** What a monitor says about the alerts that it may hold. */
interface HoldSettings extends MatcherHistory {
  readonly mode?: 'enforce' | 'observe' | undefined;
  readonly neverSuppress?: readonly string[] | undefined;
  readonly enforcedSince?: Instant | undefined;
}

/** The exemptions by the mode and the matchers of a monitor, and by those that it had before. */
export const exemptionOf = async (monitor: HoldSettings) => {
  const { neverSuppress, formerNeverSuppress = [], neverSuppressSince, enforcedSince } = monitor;
  const former = await Promise.all(
    formerNeverSuppress.map(async ({ matchers, until }) => ({ isExempt: await exemptionBy(matchers), until })),
  );
  const exemptUntil = (labels: Labels): Instant | undefined => {
    const ends = former.filter(({ isExempt }) => isExempt(labels) !== false).map(({ until }) => until);
    return [...ends, neverSuppressSince, enforcedSince]
      .filter((at) => at !== undefined)
      .toSorted()
      .at(-1);
  };
  const isExempt = await exemptionBy(neverSuppress);
  return {
    isExempt,
    barOf: (labels) => {
      const exempt = isExempt(labels);
      if (exempt !== false) return exempt === true ? 'never-suppressed' : 'suppression-unknown';
      return monitor.mode === 'observe' ? 'observes' : undefined;
    },
    dated: (labels, items) => {
      const until = exemptUntil(labels);
      if (until === undefined) return items;
      return items.map((item) => ({ ...item, since: item.since === undefined ? until : later(item.since, until) }));
    },
  } satisfies MonitorExemption;
};
