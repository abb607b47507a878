import type { Instant } from '../clock.ts';

/** What an interval begins and ends with: an instant, or milliseconds since 1970. */
type Point = string | number;

/**
 * A time `[from, to)`, with instants in milliseconds (W1). It includes its start and not its end, so adjacent windows neither overlap nor
 * leave a gap.
 */
export interface Interval<At extends Point = Instant> {
  readonly from: At;
  readonly to: At;
}

const isNonEmpty = <At extends Point>({ from, to }: Interval<At>): boolean => from < to;
const last = <At extends Point>(one: At, other: At): At => (one > other ? one : other);
const first = <At extends Point>(one: At, other: At): At => (one < other ? one : other);

/** The intervals in order. Intervals that overlap or touch are merged, and empty ones are left out. */
export const unite = <At extends Point>(intervals: readonly Interval<At>[]): readonly Interval<At>[] => {
  const united: { from: At; to: At }[] = [];
  for (const { from, to } of intervals.filter(isNonEmpty).toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const before = united.at(-1);
    if (before && from <= before.to) before.to = last(to, before.to);
    else united.push({ from, to });
  }
  return united;
};

/** The time that both lists cover, in order and without overlaps. One pass over each list. */
export const intersect = <At extends Point>(one: readonly Interval<At>[], other: readonly Interval<At>[]): readonly Interval<At>[] => {
  const [left, right] = [unite(one), unite(other)];
  const common: Interval<At>[] = [];
  let [at, place] = [0, 0];
  for (let [mine, theirs] = [left[0], right[0]]; mine && theirs; [mine, theirs] = [left[at], right[place]]) {
    const shared = { from: last(mine.from, theirs.from), to: first(mine.to, theirs.to) };
    if (isNonEmpty(shared)) common.push(shared);
    if (mine.to < theirs.to) at += 1;
    else place += 1;
  }
  return common;
};

/** The time that `one` covers and `other` does not, in order. One pass over each list. */
export const subtract = <At extends Point>(one: readonly Interval<At>[], other: readonly Interval<At>[]): readonly Interval<At>[] => {
  const holes = unite(other);
  const left: Interval<At>[] = [];
  let place = 0;
  for (const { from, to } of unite(one)) {
    let cursor = from;
    for (let hole = holes[place]; hole && hole.from < to; hole = holes[place]) {
      if (cursor < hole.from) left.push({ from: cursor, to: hole.from });
      cursor = last(cursor, hole.to);
      if (hole.to > to) break;
      place += 1;
    }
    if (cursor < to) left.push({ from: cursor, to });
  }
  return left;
};

/** The interval that contains an instant. */
export const stretchAt = (intervals: readonly Interval[], at: Instant): Interval | undefined =>
  intervals.find(({ from, to }) => from <= at && at < to);

/**
 * The next instant after `at` at which an interval ends or begins: the end of the interval that contains `at`, or else the next start. The
 * intervals must be in order and must not overlap (`unite`).
 */
export const nextFlip = (intervals: readonly Interval[], at: Instant): Instant | undefined =>
  stretchAt(intervals, at)?.to ?? intervals.find(({ from }) => from > at)?.from;
