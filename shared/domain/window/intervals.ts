import { earlier, type Instant, later } from '../clock.ts';

/** A stretch of time `[from, to)` in UTC milliseconds (W1): half-open, so that windows that touch leave no gap and share no instant. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

const isSome = ({ from, to }: Interval): boolean => from < to;

/** The stretches in order, those that overlap or touch made one, empty ones left out. */
export const unite = (intervals: readonly Interval[]): readonly Interval[] => {
  const united: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of intervals.filter(isSome).toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const before = united.at(-1);
    if (before && from <= before.to) before.to = later(to, before.to);
    else united.push({ from, to });
  }
  return united;
};

/** What both have; both are united. */
export const intersect = (one: readonly Interval[], other: readonly Interval[]): readonly Interval[] =>
  unite(one.flatMap((left) => other.map((right) => ({ from: later(left.from, right.from), to: earlier(left.to, right.to) }))));

/** What is left of `one` without `other`. */
export const subtract = (one: readonly Interval[], other: readonly Interval[]): readonly Interval[] =>
  unite(other).reduce<readonly Interval[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) =>
        [
          { from, to: earlier(to, hole.from) },
          { from: later(from, hole.to), to },
        ].filter(isSome),
      ),
    one.filter(isSome),
  );

/** The stretch that an instant lies in. */
export const stretchAt = (intervals: readonly Interval[], at: Instant): Interval | undefined =>
  intervals.find(({ from, to }) => from <= at && at < to);

/** When being inside next changes after `at`: the end of the stretch it lies in, else the next beginning. United intervals only. */
export const nextFlip = (intervals: readonly Interval[], at: Instant): Instant | undefined =>
  stretchAt(intervals, at)?.to ?? intervals.find(({ from }) => from > at)?.from;
