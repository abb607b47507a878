import type { AlertLabels } from '../monitor/received-alert.ts';
import { type Matcher, readMatcher } from '../suppression/matcher.ts';

/** A matcher that cannot be read matches no alert: an outage that is missed can be reported by hand, and the alert still goes its way. */
const matchesNothing: Matcher = () => false;

/** Whether an alert with these labels is an outage of services, by the matchers of its monitor: all of them match (L2). */
export const outageMarkOf = async ({
  outage = [],
}: {
  readonly outage?: readonly string[] | undefined;
}): Promise<(labels: AlertLabels) => boolean> => {
  const matchers = await Promise.all(outage.map((text) => readMatcher(text).catch(() => matchesNothing)));
  return (labels) => matchers.length > 0 && matchers.every((matcher) => matcher(labels));
};
