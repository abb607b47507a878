import type { Instant } from '../clock.ts';
import { places } from './mask.ts';
import { needsConfirmation } from './restore-epoch.ts';
import { stateOf, type Window } from './window.ts';

type ItemNames = readonly { readonly item: string; readonly name: string }[];

/** A window with the title of its change, and the names of its CIs and of who lifted it. */
export type NamedWindowView = Omit<ReturnType<typeof windowView>, 'lifts'> & {
  readonly title?: string;
  readonly itemNames: ItemNames;
  readonly lifts: readonly (ReturnType<typeof windowView>['lifts'][number] & {
    readonly itemNames: ItemNames;
    readonly byName: string | undefined;
  })[];
};

/** A window as the API answers it: with its state at `now`, and with lifts that list CIs instead of masks. */
export const windowView = (window: Window, now: Instant, restoreEpoch: number) => {
  const { id, version, createdAt, updatedAt, change, number, revision, mode, suppress, start, end, length, named } = window;
  const state = stateOf(window, now, restoreEpoch);
  return {
    ...{ id, version, createdAt, updatedAt, change, number, revision, mode, suppress, start, end, length },
    state,
    // A window that is over or withdrawn has nothing to confirm.
    ...(state === 'pending' && needsConfirmation(window, restoreEpoch) ? { confirmationNeeded: true as const } : {}),
    startedAt: window.startedAt ?? null,
    endedAt: window.endedAt ?? null,
    lifts: window.lifts.map(({ mask, ...lift }) => ({ ...lift, items: places(mask).flatMap((place) => named[place] ?? []) })),
    items: named,
  };
};
