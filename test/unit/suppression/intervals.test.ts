import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, minute } from '../../../shared/domain/clock.ts';
import { type Interval, intersect, nextFlip, stretchAt, subtract, unite } from '../../../shared/domain/window/intervals.ts';

const origin = Date.parse('2026-11-28T23:45:00.000Z');
const last = 30;
const at = (n: number) => instantOf(origin + n * minute);
const minutes = Array.from({ length: last + 1 }, (_, n) => n);

/** Intervals in any order, including empty and inverted ones. */
const anyIntervals: fc.Arbitrary<readonly Interval[]> = fc.array(
  fc.tuple(fc.integer({ min: 0, max: last }), fc.integer({ min: 0, max: last })).map(([from, to]) => ({ from: at(from), to: at(to) })),
  { maxLength: 7 },
);

/** The rule in its simplest form: for each minute, whether it lies in `[from, to)` of one of the intervals. */
const inside = (intervals: readonly Interval[]): readonly boolean[] =>
  minutes.map((n) => intervals.some(({ from, to }) => from <= at(n) && at(n) < to));
const ordered = (intervals: readonly Interval[]): boolean =>
  intervals.every(({ from, to }, place) => from < to && (intervals[place + 1]?.from ?? at(last + 1)) > to);

const check = (rule: (one: readonly Interval[], other: readonly Interval[]) => void) =>
  fc.assert(fc.property(anyIntervals, anyIntervals, rule), { numRuns: 1_000 });

it('W1 the union of intervals covers the same instants, is sorted, has no empty or touching intervals, and does not change when united again', () => {
  check((one) => {
    const united = unite(one);
    expect(inside(united)).toEqual(inside(one));
    expect(ordered(united)).toBe(true);
    expect(unite(united)).toEqual(united);
    expect(unite(one.toReversed())).toEqual(united);
  });
});

it('S7 an intersection covers the instants that both lists cover, whichever list comes first', () => {
  check((one, other) => {
    const both = intersect(one, other);
    const [left, right] = [inside(one), inside(other)];
    expect(inside(both)).toEqual(minutes.map((n) => left[n] && right[n]));
    expect(ordered(both)).toBe(true);
    expect(intersect(other, one)).toEqual(both);
  });
});

it('T6 a difference covers what the first list covers and the second does not; with the intersection it makes the first list again', () => {
  check((one, other) => {
    const difference = subtract(one, other);
    const [left, right] = [inside(one), inside(other)];
    expect(inside(difference)).toEqual(minutes.map((n) => left[n] && !right[n]));
    expect(difference.every(({ from, to }) => from < to)).toBe(true);
    expect(unite([...difference, ...intersect(one, other)])).toEqual(unite(one));
  });
});

it('S1 the interval around an instant contains only covered instants; the next flip is the first later minute with another answer', () => {
  check((one) => {
    const united = unite(one);
    const answers = inside(united);
    for (const n of minutes) {
      const stretch = stretchAt(united, at(n));
      expect(stretch !== undefined).toBe(answers[n]);
      if (stretch) expect(stretch.from <= at(n) && at(n) < stretch.to).toBe(true);
      const flip = minutes.find((later) => later > n && answers[later] !== answers[n]);
      expect(nextFlip(united, at(n))).toBe(flip === undefined ? undefined : at(flip));
    }
  });
});
