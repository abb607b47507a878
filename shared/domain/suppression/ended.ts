import type { Instant } from '../clock.ts';
import { type Interval, stretchAt } from '../window/intervals.ts';
import type { Ending, Quiet } from '../window/quiet.ts';
import { counting, type ItemQuiet, quietTimes } from './decision.ts';

/** The last stretch in which an alert was quiet and is no longer, and how it ended (S5). */
export interface EndedQuiet extends Interval {
  readonly ending: Ending;
  /** What ended: the windows of those CIs that lost their quiet. */
  readonly by: readonly Quiet[];
  /** Every window that took part in the stretch. */
  readonly windows: readonly string[];
}

/** What made the stretch end at `to`: of every CI that is not covered there the quiet that ends there. */
const endingAt = (items: readonly ItemQuiet[], to: Instant): readonly Quiet[] =>
  items.flatMap((item) => {
    const quiet = counting(item);
    return stretchAt(quiet, to) ? [] : quiet.filter((one) => one.to === to && one.from < one.to);
  });

const overlapping = (items: readonly ItemQuiet[], { from, to }: Interval): readonly string[] => [
  ...new Set(items.flatMap((item) => counting(item).flatMap((quiet) => (quiet.from < to && quiet.to > from ? [quiet.window] : [])))),
];

/** The last stretch of quiet that ended by `at`; nothing where none did in the 14 days that a decision looks back. */
export const endedQuiet = (items: readonly ItemQuiet[], at: Instant): EndedQuiet | undefined => {
  const stretch = quietTimes(items).findLast(({ to }) => to <= at);
  if (!stretch) return undefined;
  const by = endingAt(items, stretch.to);
  return { ...stretch, by, ending: by.some(({ ending }) => ending === 'cut') ? 'cut' : 'over', windows: overlapping(items, stretch) };
};
