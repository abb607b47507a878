import { actorOf, type Caller } from '../../domain/access.ts';
import type { AwaitingChange, Change, ScheduledChange } from '../../domain/change/change.ts';
import { fitFor, updated } from '../../domain/change/change-transitions.ts';
import { conflict } from '../../domain/errors.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { maxHolds, type Window } from '../../domain/window/window.ts';
import { holdWindow, resumeWindow } from '../../domain/window/window-transitions.ts';
import { advanceChange } from './advance-change.ts';
import { assertPart, type ChangeContext, changeEvent, windowOf, windowWrites } from './context.ts';

/** How often the change was put on hold, under its window and under those of earlier revisions. */
export const holdsOf = async (
  { windows }: Pick<ChangeContext, 'windows'>,
  { formerWindows = [] }: Change,
  window: Window,
): Promise<number> => {
  const former = formerWindows.length === 0 ? [] : await windows.findMany(formerWindows);
  return [window, ...former].reduce((sum, { onHold }) => sum + onHold.length, 0);
};

/**
 * The window of a change that was submitted, and was not on hold as often as it may be. This is checked before the status, so that the
 * limit is named whatever the status is.
 * @throws DomainError conflict `change/too-many-holds`
 */
const windowLeftToHold = async (context: ChangeContext, change: Change): Promise<Window | undefined> => {
  const { number, windowId } = change;
  if (windowId === undefined) return undefined;
  const window = await windowOf(context, windowId);
  if ((await holdsOf(context, change, window)) < maxHolds) return window;
  throw conflict('change/too-many-holds', `${number} was on hold ${maxHolds} times, which is the limit: it cannot be put on hold any more`);
};

/** A change that can be put on hold, with its window. */
interface Holdable {
  readonly change: AwaitingChange | ScheduledChange;
  readonly window: Window;
}

/** Who puts a change on hold, and why. */
interface Hold extends Pick<Change, 'heldFor'> {
  readonly actor: string;
  readonly reason?: string | undefined;
}

/** A change that goes on hold, and what is written: its window suppresses nothing, and what is held under it is decided at once. */
export const holdWrites = (
  context: Pick<ChangeContext, 'changes' | 'windows' | 'events' | 'dues' | 'clock' | 'ids'>,
  { change, window }: Holdable,
  { actor, reason, heldFor = change.heldFor }: Hold,
): { readonly next: Change; readonly writes: readonly Write[] } => {
  const now = context.clock.now();
  const next: Change = updated<'hold', AwaitingChange | ScheduledChange>(change, 'hold', { onHold: true, heldFor }, now);
  const fact = { change: next, actor, body: reason === undefined ? {} : { reason } };
  const writes = [
    ...context.changes.save(next, change),
    ...windowWrites(context, holdWindow(window, now), fact),
    changeEvent(context, 'ChangeHeld', fact),
  ];
  return { next, writes };
};

/**
 * Puts a change on hold. Nobody can decide on it or start it, and it suppresses nothing. Held alerts are sent at once.
 * @throws DomainError conflict `change/too-many-holds`, `change/not-scheduled` (also while it is being implemented, H11),
 * `change/on-hold`
 */
export const holdChange =
  (context: ChangeContext) =>
  (id: string, reason: string | undefined, caller: Caller): Promise<Change> =>
    onFreshRows(async () => {
      const { changes, store } = context;
      const found = await changes.get(id);
      assertPart(found, caller, 'requester');
      const left = await windowLeftToHold(context, found);
      const change = fitFor(found, 'hold');
      if (change.onHold) throw conflict('change/on-hold', `${change.number} is already on hold`);
      const window = left ?? (await windowOf(context, change.windowId));
      const { next, writes } = holdWrites(context, { change, window }, { actor: actorOf(caller), reason });
      await store.commit(writes);
      return next;
    });

/**
 * Resumes a change that is on hold. Transitions that are due by then are made at once.
 * @throws DomainError conflict `change/not-scheduled`, `change/not-on-hold`
 */
export const resumeChange =
  (context: ChangeContext) =>
  async (id: string, caller: Caller): Promise<Change> => {
    await onFreshRows(async () => {
      const { changes, store, clock } = context;
      const found = await changes.get(id);
      assertPart(found, caller, 'requester');
      const change = fitFor(found, 'resume');
      if (!change.onHold) throw conflict('change/not-on-hold', `${change.number} is not on hold`);
      const window = await windowOf(context, change.windowId);
      const now = clock.now();
      const next = updated(change, 'resume', { onHold: false }, now);
      const fact = { change: next, actor: actorOf(caller) };
      await store.commit([
        ...changes.save(next, change),
        ...windowWrites(context, resumeWindow(window, now), fact),
        changeEvent(context, 'ChangeResumed', fact),
      ]);
    });
    return advanceChange(context)(id);
  };
