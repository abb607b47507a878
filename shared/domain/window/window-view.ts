import type { Instant } from '../clock.ts';
import { places } from './mask.ts';
import { stateOf, type Window } from './window.ts';

/** A window as people and monitors see it now: with its state, and with lifts by CI instead of by mask. */
export const windowView = (window: Window, now: Instant) => {
  const { id, version, createdAt, updatedAt, change, number, revision, mode, suppress, start, end, named } = window;
  return {
    ...{ id, version, createdAt, updatedAt, change, number, revision, mode, suppress, start, end },
    state: stateOf(window, now),
    startedAt: window.startedAt ?? null,
    endedAt: window.endedAt ?? null,
    lifts: window.lifts.map(({ mask, ...lift }) => ({ ...lift, items: places(mask).flatMap((place) => named[place] ?? []) })),
    items: named,
  };
};
