import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { fitFor, moved } from '../../domain/change/change-transitions.ts';
import { assertAuthorized } from '../../domain/change/emergency.ts';
import { onFreshRows } from '../../domain/store.ts';
import { assertPart, type ChangeContext, changeEvent, withdrawalWrites } from './context.ts';
import { retryBlocked } from './retry-blocked.ts';

/**
 * Cancels a change, also inside its window. The window is withdrawn in the same transaction, and alerts held under it are sent at once.
 * @throws DomainError conflict `change/not-open`, `change/started-unapproved`; forbidden `change/not-yours`
 */
export const cancelChange =
  (context: ChangeContext) =>
  async (id: string, reason: string, caller: Caller): Promise<Change> => {
    const cancelled = await onFreshRows(async () => {
      const { changes, store, clock } = context;
      const found = await changes.get(id);
      assertPart(found, caller, 'requester');
      const change = fitFor(found, 'cancel');
      assertAuthorized(change);
      const now = clock.now();
      const actor = actorOf(caller);
      const next = moved(change, 'cancel', { status: 'cancelled', onHold: false, ended: { by: actor, reason, at: now } }, now);
      const fact = { change: next, actor };
      await store.commit([
        ...changes.save(next, change),
        ...(await withdrawalWrites(context, fact)),
        changeEvent(context, 'ChangeCancelled', fact),
      ]);
      return next;
    });
    await retryBlocked(context)(cancelled);
    return cancelled;
  };
