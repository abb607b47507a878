import { expect, it } from '@jest/globals';
import { type Interval, intersect, nextFlip, stretchAt, subtract, unite } from '../../../shared/domain/window/intervals.ts';

/** Hours of a day as intervals: `9-12 14-15`. */
const hours = (text: string): readonly Interval<number>[] =>
  text.split(' ').flatMap((each) => {
    const [from, to] = each.split('-').map(Number);
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
const textOf = (intervals: readonly Interval<number>[]): string => intervals.map(({ from, to }) => `${from}-${to}`).join(' ');

it.each([
  ['nothing', '', ''],
  ['one', '9-12', '9-12'],
  ['in any order', '14-15 9-12', '9-12 14-15'],
  ['what overlaps', '9-12 11-13', '9-13'],
  ['what touches', '9-12 12-13', '9-13'],
  ['a minute apart', '9-12 13-14', '9-12 13-14'],
  ['one inside another, and then one that touches the outer', '9-15 10-11 15-16', '9-16'],
  ['the same start', '9-12 9-15 9-10', '9-15'],
  ['an empty one between others', '9-10 11-11 12-13', '9-10 12-13'],
  ['one that ends before it begins', '12-9 14-15', '14-15'],
])('W1 the union of intervals: %s', (_, given, united) => {
  expect(textOf(unite(hours(given)))).toBe(united);
});

it.each([
  ['nothing', '9-12', '', ''],
  ['apart', '9-12', '13-14', ''],
  ['touching', '9-12', '12-14', ''],
  ['overlapping', '9-12', '11-14', '11-12'],
  ['one inside the other', '9-15', '10-11', '10-11'],
  ['the same', '9-12', '9-12', '9-12'],
  ['the same end', '9-12 13-14', '10-12 13-15', '10-12 13-14'],
  ['several in one', '9-20', '8-10 11-12 19-22', '9-10 11-12 19-20'],
  ['each of two in each of two', '1-5 7-12', '4-8 10-14', '4-5 7-8 10-12'],
  ['lists that are not in order, with an overlap in one', '7-9 1-5 4-8', '8-10 0-2', '1-2 8-9'],
])('S7 the intersection of intervals: %s', (_, one, other, both) => {
  expect(textOf(intersect(hours(one), hours(other)))).toBe(both);
  expect(textOf(intersect(hours(other), hours(one)))).toBe(both);
});

it.each([
  ['nothing', '9-12', '', '9-12'],
  ['from nothing', '', '9-12', ''],
  ['what is apart', '9-12', '13-14', '9-12'],
  ['what touches at both ends', '9-12', '8-9 12-13', '9-12'],
  ['the same', '9-12', '9-12', ''],
  ['more than there is', '9-12', '8-13', ''],
  ['the beginning', '9-12', '8-10', '10-12'],
  ['the end', '9-12', '11-14', '9-11'],
  ['a hole', '9-12', '10-11', '9-10 11-12'],
  ['a hole that ends with it, before another', '9-12 13-15', '11-12 13-14', '9-11 14-15'],
  ['one hole over two, and another in the second', '9-12 13-20', '11-14 16-17', '9-11 14-16 17-20'],
  ['holes that overlap and are not in order', '1-10', '6-8 2-4 3-5', '1-2 5-6 8-10'],
  ['a hole before, between and behind', '5-6 8-9', '1-2 6-8 10-11', '5-6 8-9'],
])('T6 the difference of intervals: %s', (_, one, other, left) => {
  expect(textOf(subtract(hours(one), hours(other)))).toBe(left);
});

it('S1 the interval around an instant begins with it and ends before its end; the next flip is its end, or the next beginning', () => {
  const at = (hour: number) => `2026-11-10T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const given = [
    { from: at(9), to: at(12) },
    { from: at(14), to: at(15) },
  ];
  const found = [8, 9, 11, 12, 13, 14, 15].map((hour) => [stretchAt(given, at(hour))?.from, nextFlip(given, at(hour))]);

  expect(found).toEqual([
    [undefined, at(9)],
    [at(9), at(12)],
    [at(9), at(12)],
    [undefined, at(14)],
    [undefined, at(14)],
    [at(14), at(15)],
    [undefined, undefined],
  ]);
});
