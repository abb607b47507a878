import { type Matcher, readMatcher } from './matcher.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Whether alerts with these labels are exempt from suppression (S6). It is unknown where a matcher cannot be read; the alert is sent then
 * too (S2).
 */
export type Exemption = (labels: Labels) => boolean | 'unknown';

/** Alerts that are never suppressed, whatever a monitor's matchers say. */
const isAlwaysExempt = ({ alertname, severity }: Labels): boolean =>
  alertname === 'Watchdog' || alertname === 'DeadMansSwitch' || severity === 'security';

/** The matcher, or nothing where it cannot be read. */
const readable = (text: string): Promise<Matcher | undefined> => readMatcher(text).catch(() => undefined);

/** The exemption by a monitor's own matchers, all of which have to hold. An empty list exempts nothing. */
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
