import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { assertMay } from '../../domain/change/transition.ts';
import { onFreshRows } from '../../domain/store.ts';
import { assertPart, type ChangeContext, changeEvent, dueAt, moved } from './context.ts';
import { retryBlocked } from './retry-blocked.ts';

/**
 * Cancels a change, also inside its window: the window is withdrawn in the same transaction, and what is held under it goes out at once.
 * @throws DomainError conflict `change/not-open`; forbidden `change/not-yours`
 */
export const cancelChange =
  (context: ChangeContext) =>
  async (id: string, reason: string, caller: Caller): Promise<Change> => {
    const cancelled = await onFreshRows(async () => {
      const { changes, windows, store, clock } = context;
      const change = await changes.get(id);
      assertPart(change, caller, 'requester');
      assertMay(change, 'cancel');
      const now = clock.now();
      const actor = actorOf(caller);
      const next = moved(context, change, { status: 'cancelled', onHold: false, ended: { by: actor, reason, at: now } });
      const window = change.windowId === undefined ? undefined : await windows.get(change.windowId);
      await store.commit([
        ...changes.save(next, change),
        ...(window
          ? [
              windows.save({ ...window, version: window.version + 1, updatedAt: now, withdrawnAt: now, releaseDue: true }),
              dueAt(context, 'release', window.id, now),
            ]
          : []),
        changeEvent(context, 'ChangeCancelled', { change: next, actor }),
      ]);
      return next;
    });
    await retryBlocked(context)(cancelled);
    return cancelled;
  };
