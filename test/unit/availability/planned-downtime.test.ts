import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AgreedWindow,
  agreedEndOf,
  inOrder,
  lengthOfAll,
  plannedDowntime,
  usedDowntime,
} from '../../../shared/domain/availability/agreed-downtime.ts';
import { unite } from '../../../shared/domain/window/intervals.ts';

const steps = 48;
const anySpan = fc
  .tuple(fc.nat({ max: steps - 1 }), fc.integer({ min: 1, max: 12 }))
  .map(([from, length]) => ({ from, to: from + length }));

const anyWindow = fc.record({
  span: anySpan,
  length: fc.nat({ max: 12 }),
  ended: fc.option(fc.nat({ max: 12 }), { nil: undefined }),
  refusal: fc.constantFrom(undefined, undefined, 'not-started' as const, 'emergency' as const, 'short-notice' as const),
});

const anyWindows = fc.array(anyWindow, { maxLength: 5 }).map((windows) =>
  windows.map(
    ({ span, length, ended, refusal }, n): AgreedWindow => ({
      ...{ id: `w${n}`, change: `c${n}`, ...span, refusal },
      length: Math.min(length, span.to - span.from),
      endedAt: ended === undefined ? undefined : span.from + ended,
    }),
  ),
);

/** The time steps that windows can still use, counted one by one. */
const countedSteps = (
  windows: readonly AgreedWindow[],
  now: number,
  isServed: (step: number) => boolean,
  spentBy: (id: string) => number,
): readonly number[] => {
  const planned = new Set<number>();
  const open = inOrder(windows).filter(({ refusal = 'not-started' }) => refusal === 'not-started');
  for (const window of open) {
    let left = window.length - spentBy(window.id);
    for (let step = Math.max(now, window.from); step < agreedEndOf(window); step += 1) {
      if (left === 0 || planned.has(step) || !isServed(step)) continue;
      planned.add(step);
      left -= 1;
    }
  }
  return [...planned].toSorted((one, other) => one - other);
};

it('L1 what windows can still use is what a count of each step says: no step twice, none before now, none outside service time', () => {
  fc.assert(
    fc.property(
      anyWindows,
      fc.array(anySpan, { maxLength: 3 }),
      fc.array(anySpan, { maxLength: 3 }),
      fc.nat({ max: steps }),
      (windows, hours, outages, now) => {
        const serviceTime = unite(hours);
        const down = unite(outages.map(({ from, to }) => ({ from: Math.min(from, now), to: Math.min(to, now) })));
        const used = usedDowntime(windows, { down, serviceTime });
        const spentBy = (id: string): number => lengthOfAll(used.filter(({ window }) => window.id === id));
        const isServed = (step: number): boolean => serviceTime.some(({ from, to }) => from <= step && step < to);

        const planned = plannedDowntime(windows, { from: now, to: 2 * steps }, { serviceTime, used });

        const stepsOf = planned.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, place) => from + place));
        expect(stepsOf.toSorted((one, other) => one - other)).toEqual(countedSteps(windows, now, isServed, spentBy));
      },
    ),
  );
});
