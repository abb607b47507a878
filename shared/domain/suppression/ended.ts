import type { Instant } from '../clock.ts';
import { type Interval, stretchAt } from '../window/intervals.ts';
import type { Ending, Quiet } from '../window/quiet.ts';
import { counting, type ItemQuiet, quietTimes } from './decision.ts';

/** The last time in which an alert was suppressed, and how that time ended (S5). */
export interface EndedQuiet extends Interval {
  readonly ending: Ending;
  /** The windows whose end ended the suppression: those of the CIs that are no longer suppressed. */
  readonly by: readonly Quiet[];
  /** Every window that suppressed the alert in that time. */
  readonly windows: readonly string[];
}

/** The windows that end at `to`, for each CI that no other window covers at that instant. */
const endingAt = (items: readonly ItemQuiet[], to: Instant): readonly Quiet[] =>
  items.flatMap((item) => {
    const quiet = counting(item);
    return stretchAt(quiet, to) ? [] : quiet.filter((one) => one.to === to && one.from < one.to);
  });

const overlapping = (items: readonly ItemQuiet[], { from, to }: Interval): readonly string[] => [
  ...new Set(items.flatMap((item) => counting(item).flatMap((quiet) => (quiet.from < to && quiet.to > from ? [quiet.window] : [])))),
];

/** The last suppressed time that ended at or before `at`, or `undefined` if none ended in the 14 days that a decision looks back. */
export const endedQuiet = (items: readonly ItemQuiet[], at: Instant): EndedQuiet | undefined => {
  const stretch = quietTimes(items).findLast(({ to }) => to <= at);
  if (!stretch) return undefined;
  const by = endingAt(items, stretch.to);
  return { ...stretch, by, ending: by.some(({ ending }) => ending === 'cut') ? 'cut' : 'over', windows: overlapping(items, stretch) };
};
