import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { assertMay } from '../../domain/change/transition.ts';
import { forbidden } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { type ChangeContext, changeEvent, moved } from './context.ts';

/**
 * A change manager who did not implement it looks at a change and closes it (P2).
 * @throws DomainError conflict `change/not-in-review`; forbidden `change/own-review`
 */
export const reviewChange =
  (context: ChangeContext) =>
  (id: string, note: string, caller: Caller): Promise<Change> =>
    onFreshRows(async () => {
      const { changes, store, clock } = context;
      const change = await changes.get(id);
      assertMay(change, 'review');
      if (change.implementer === caller.id) throw forbidden('change/own-review', 'who implemented a change does not review it');
      const now = clock.now();
      const next = moved(context, change, { status: 'closed', closedAt: now, review: { by: caller.id, note, at: now } });
      const actor = actorOf(caller);
      await store.commit([
        ...changes.save(next, change),
        changeEvent(context, 'ChangeReviewed', { change: next, actor }),
        changeEvent(context, 'ChangeClosed', { change: next, actor }),
      ]);
      return next;
    });
