import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, minute } from '../../../shared/domain/clock.ts';
import { type Interval, intersect, nextFlip, stretchAt, subtract, unite } from '../../../shared/domain/window/intervals.ts';

const origin = Date.parse('2026-11-28T23:45:00.000Z');
const last = 30;
const at = (n: number) => instantOf(origin + n * minute);
const minutes = Array.from({ length: last + 1 }, (_, n) => n);

/** Stretches in any order, also empty and inverted ones. */
const stretches: fc.Arbitrary<readonly Interval[]> = fc.array(
  fc.tuple(fc.integer({ min: 0, max: last }), fc.integer({ min: 0, max: last })).map(([from, to]) => ({ from: at(from), to: at(to) })),
  { maxLength: 7 },
);

/** The rule said once more, as plainly as can be: which of the minutes lie in `[from, to)` of one of them. */
const inside = (intervals: readonly Interval[]): readonly boolean[] =>
  minutes.map((n) => intervals.some(({ from, to }) => from <= at(n) && at(n) < to));
const ordered = (intervals: readonly Interval[]): boolean =>
  intervals.every(({ from, to }, place) => from < to && (intervals[place + 1]?.from ?? at(last + 1)) > to);

const check = (rule: (one: readonly Interval[], other: readonly Interval[]) => void) =>
  fc.assert(fc.property(stretches, stretches, rule), { numRuns: 1_000 });

it('W1 united: the same instants, in order, none that touch and none that are empty; united again it stays as it is', () => {
  check((one) => {
    const united = unite(one);
    expect(inside(united)).toEqual(inside(one));
    expect(ordered(united)).toBe(true);
    expect(unite(united)).toEqual(united);
    expect(unite(one.toReversed())).toEqual(united);
  });
});

it('S7 an intersection has what both have, in any order', () => {
  check((one, other) => {
    const both = intersect(one, other);
    const [left, right] = [inside(one), inside(other)];
    expect(inside(both)).toEqual(minutes.map((n) => left[n] && right[n]));
    expect(ordered(both)).toBe(true);
    expect(intersect(other, one)).toEqual(both);
  });
});

it('T6 what is left of one without the other; what is taken and what is left make the whole', () => {
  check((one, other) => {
    const rest = subtract(one, other);
    const [left, right] = [inside(one), inside(other)];
    expect(inside(rest)).toEqual(minutes.map((n) => left[n] && !right[n]));
    expect(rest.every(({ from, to }) => from < to)).toBe(true);
    expect(unite([...rest, ...intersect(one, other)])).toEqual(unite(one));
  });
});

it('S1 the stretch of an instant holds it and nothing outside; the next flip is the first later minute with another answer', () => {
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
