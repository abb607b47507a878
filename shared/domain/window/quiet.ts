import { earlier, type Instant } from '../clock.ts';
import { type Interval, subtract } from './intervals.ts';
import { endOf, liftedAt, type ScopeEntry, type Window } from './window.ts';

/** Later than every instant. */
const never: Instant = '9999-12-31T23:59:59.999Z';

/** How quiet ended: by the clock or a good finish (decided at end + grace), or cut by a withdrawal, a hold or a lift (decided at once). */
export type Ending = 'over' | 'cut';

/** A stretch in which one window keeps one CI quiet, and how it ends. */
export interface Quiet extends Interval {
  readonly window: string;
  readonly change: string;
  readonly number: string;
  readonly revision: number;
  readonly agreedAt: Instant;
  readonly ending: Ending;
}

/**
 * The stretches in which a window keeps a CI quiet (T6), from the window's row and the CI's entry in its scope. Nothing before the window
 * was put in force, nothing outside its agreed time, nothing while held.
 */
export const quietOf = (window: Window, entry: Pick<ScopeEntry, 'revision' | 'mask'>): readonly Quiet[] => {
  const { agreedAt, withdrawnAt = never } = window;
  if (!window.suppress || agreedAt === undefined) return [];
  const cutAt = earlier(withdrawnAt, liftedAt(window, entry.mask) ?? never);
  const holds = window.holds.map(({ from, to = never }) => ({ from, to }));
  const common = { window: window.id, change: window.change, number: window.number, agreedAt };
  return window.inForce
    .filter(({ revision }) => revision === entry.revision)
    .flatMap(({ revision, from, to }) => {
      const end = earlier(to, endOf(window));
      const whole = { from, to: earlier(end, cutAt) };
      // What was withdrawn or lifted did not end well, also when that came with the end or in the grace after it (a failed change).
      return subtract([whole], holds).map((stretch): Quiet => {
        const ending = cutAt === never && stretch.to === end ? 'over' : 'cut';
        return { ...stretch, ...common, revision, ending };
      });
    });
};
