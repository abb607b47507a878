import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { assertMay } from '../../domain/change/transition.ts';
import { conflict } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { advanceChange } from './advance-change.ts';
import { assertPart, type ChangeContext, changeEvent, dueAt, moved } from './context.ts';

/**
 * Puts a change on hold: nobody decides, starts or is quiet meanwhile; what is held goes out at once.
 * @throws DomainError conflict `change/not-scheduled` (while implementing it is refused, H11), `change/on-hold`
 */
export const holdChange =
  (context: ChangeContext) =>
  (id: string, reason: string | undefined, caller: Caller): Promise<Change> =>
    onFreshRows(async () => {
      const { changes, windows, store, clock } = context;
      const change = await changes.get(id);
      assertPart(change, caller, 'requester');
      assertMay(change, 'hold');
      if (change.onHold) throw conflict('change/on-hold', `${change.number} is on hold already`);
      const window = await windows.get(change.windowId ?? '');
      const now = clock.now();
      const next = moved(context, change, { onHold: true });
      await store.commit([
        ...changes.save(next, change),
        windows.save({ ...window, version: window.version + 1, updatedAt: now, holds: [...window.holds, { from: now }], releaseDue: true }),
        changeEvent(context, 'ChangeHeld', { change: next, actor: actorOf(caller), body: reason === undefined ? {} : { reason } }),
        dueAt(context, 'release', window.id, now),
      ]);
      return next;
    });

/**
 * Goes on after a hold, if there is time left.
 * @throws DomainError conflict `change/not-on-hold`
 */
export const resumeChange =
  (context: ChangeContext) =>
  async (id: string, caller: Caller): Promise<Change> => {
    await onFreshRows(async () => {
      const { changes, windows, store, clock } = context;
      const change = await changes.get(id);
      assertPart(change, caller, 'requester');
      assertMay(change, 'resume');
      if (!change.onHold) throw conflict('change/not-on-hold', `${change.number} is not on hold`);
      const window = await windows.get(change.windowId ?? '');
      const now = clock.now();
      const holds = window.holds.map((hold) => (hold.to === undefined ? { ...hold, to: now } : hold));
      const next = moved(context, change, { onHold: false });
      await store.commit([
        ...changes.save(next, change),
        windows.save({ ...window, version: window.version + 1, updatedAt: now, holds }),
        changeEvent(context, 'ChangeResumed', { change: next, actor: actorOf(caller) }),
      ]);
    });
    return advanceChange(context)(id);
  };
