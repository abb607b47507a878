import { earlier, type Instant } from '../clock.ts';
import { type Interval, subtract } from './intervals.ts';
import { endOf, liftedAt, type ScopeEntry, type Window } from './window.ts';

/** Later than every instant. */
const never: Instant = '9999-12-31T23:59:59.999Z';

/**
 * How a quiet time ends. `over`: the window reached its end, or the change was finished with a good outcome. Held alerts are then decided
 * after the grace period. `cut`: the window was withdrawn or lifted, or the change was put on hold. Held alerts are then decided at once.
 */
export type Ending = 'over' | 'cut';

/** A time in which one window suppresses the alerts of one CI, and how it ends. */
export interface Quiet extends Interval {
  readonly window: string;
  readonly change: string;
  readonly number: string;
  readonly revision: number;
  readonly agreedAt: Instant;
  readonly ending: Ending;
}

/**
 * The times in which a window suppresses the alerts of a CI (T6). They are computed from the window's row and the CI's entry in its scope.
 * A window suppresses alerts only while it is in force, only within its agreed time, and not while its change is on hold.
 */
export const quietOf = (window: Window, entry: Pick<ScopeEntry, 'revision' | 'mask'>): readonly Quiet[] => {
  const { agreedAt, withdrawnAt = never } = window;
  if (!window.suppress || agreedAt === undefined) return [];
  const cutAt = earlier(withdrawnAt, liftedAt(window, entry.mask) ?? never);
  const onHold = window.onHold.map(({ from, to = never }) => ({ from, to }));
  const common = { window: window.id, change: window.change, number: window.number, agreedAt };
  return window.inForce
    .filter(({ revision }) => revision === entry.revision)
    .flatMap(({ revision, from, to }) => {
      const end = earlier(to, endOf(window));
      const inForce = { from, to: earlier(end, cutAt) };
      // A withdrawn or lifted window counts as cut, even if that happened at its end or in its grace period, as for a failed change.
      return subtract([inForce], onHold).map((stretch): Quiet => {
        const ending = cutAt === never && stretch.to === end ? 'over' : 'cut';
        return { ...stretch, ...common, revision, ending };
      });
    });
};
