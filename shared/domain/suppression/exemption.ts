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

/** The exemptions of one monitor. */
export interface MonitorExemption {
  readonly isExempt: Exemption;
  /**
   * The CIs of an alert, with the time until which the alert was exempt by matchers that were removed since. A window that was approved
   * before does not count for them, because it was approved for the other alerts only (W1).
   */
  readonly dated: (labels: Labels, items: ReachedItems) => ReachedItems;
}

/** The exemptions by the matchers of a monitor, and by those that it had before. */
export const exemptionOf = async (monitor: MatcherHistory & { readonly neverSuppress?: readonly string[] | undefined }) => {
  const { neverSuppress, formerNeverSuppress = [], neverSuppressSince } = monitor;
  const former = await Promise.all(
    formerNeverSuppress.map(async ({ matchers, until }) => ({ isExempt: await exemptionBy(matchers), until })),
  );
  const exemptUntil = (labels: Labels): Instant | undefined => {
    const ends = former.filter(({ isExempt }) => isExempt(labels) !== false).map(({ until }) => until);
    return [...ends, ...(neverSuppressSince === undefined ? [] : [neverSuppressSince])].toSorted().at(-1);
  };
  return {
    isExempt: await exemptionBy(neverSuppress),
    dated: (labels, items) => {
      const until = exemptUntil(labels);
      if (until === undefined) return items;
      return items.map((item) => ({ ...item, since: item.since === undefined ? until : later(item.since, until) }));
    },
  } satisfies MonitorExemption;
};
