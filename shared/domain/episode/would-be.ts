import type { Instant } from '../clock.ts';
import { type ItemQuiet, quietTimes } from '../suppression/decision.ts';
import { stretchAt } from '../window/intervals.ts';
import { verdictOf } from './verdict.ts';

/**
 * Whether an alert that was received at `from` and still fires at `at` would be held all the time between, or would have been released in it.
 * It goes from each end of a suppression to the end of the grace period, as release passes do (S5, S11).
 */
export const wouldStayHeld = (
  items: readonly ItemQuiet[],
  { from, at }: { readonly from: Instant; readonly at: Instant },
  graceMillis: number,
): boolean => {
  const times = quietTimes(items);
  for (let instant = from; instant <= at; ) {
    const verdict = verdictOf(items, instant, graceMillis);
    if (verdict.kind === 'send') return false;
    const next = verdict.kind === 'grace' ? verdict.until : stretchAt(times, instant)?.to;
    if (next === undefined) return false;
    instant = next;
  }
  return true;
};
