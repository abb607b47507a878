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
