import { earlier, type Instant, later } from '../clock.ts';

/**
 * A time `[from, to)`, with instants in milliseconds (W1). It includes its start and not its end, so adjacent windows neither overlap nor
 * leave a gap.
 */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

const isNonEmpty = ({ from, to }: Interval): boolean => from < to;

/** The intervals in order. Intervals that overlap or touch are merged, and empty ones are left out. */
export const unite = (intervals: readonly Interval[]): readonly Interval[] => {
  const united: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of intervals.filter(isNonEmpty).toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const before = united.at(-1);
    if (before && from <= before.to) before.to = later(to, before.to);
    else united.push({ from, to });
  }
  return united;
};

/** The time that both lists cover, in order and without overlaps. */
export const intersect = (one: readonly Interval[], other: readonly Interval[]): readonly Interval[] =>
  unite(one.flatMap((left) => other.map((right) => ({ from: later(left.from, right.from), to: earlier(left.to, right.to) }))));

/** The time that `one` covers and `other` does not. */
export const subtract = (one: readonly Interval[], other: readonly Interval[]): readonly Interval[] =>
  unite(other).reduce<readonly Interval[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) =>
        [
          { from, to: earlier(to, hole.from) },
          { from: later(from, hole.to), to },
        ].filter(isNonEmpty),
      ),
    one.filter(isNonEmpty),
  );

/** The interval that contains an instant. */
export const stretchAt = (intervals: readonly Interval[], at: Instant): Interval | undefined =>
  intervals.find(({ from, to }) => from <= at && at < to);

/**
 * The next instant after `at` at which an interval ends or begins: the end of the interval that contains `at`, or else the next start. The
 * intervals must be in order and must not overlap (`unite`).
 */
export const nextFlip = (intervals: readonly Interval[], at: Instant): Instant | undefined =>
  stretchAt(intervals, at)?.to ?? intervals.find(({ from }) => from > at)?.from;
