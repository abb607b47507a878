import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { fitFor, moved } from '../../domain/change/change-transitions.ts';
import { awaitsRetrospective } from '../../domain/change/emergency.ts';
import { conflict, forbidden } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { type ChangeContext, changeEvent } from './context.ts';

/**
 * A change manager who did not implement the change reviews and closes it (P2). Only people review.
 * @throws DomainError conflict `change/not-in-review`, `change/approval-awaited`; forbidden `change/persons-only`, `change/own-review`
 */
export const reviewChange =
  (context: ChangeContext) =>
  (id: string, note: string, caller: Caller): Promise<Change> =>
    onFreshRows(async () => {
      if (caller.kind !== 'person') throw forbidden('change/persons-only', 'only people can review changes');
      const { changes, store, clock } = context;
      const found = await changes.get(id);
      if ([found.implementer, found.retrospective?.by].includes(caller.id))
        throw forbidden('change/own-review', 'the person who implemented a change, or started it before its approval, cannot review it');
      const change = fitFor(found, 'review');
      if (awaitsRetrospective(change))
        throw conflict(
          'change/approval-awaited',
          `${change.number} was started before its approval, and still awaits it: review it after that`,
        );
      const now = clock.now();
      const next = moved(change, 'review', { status: 'closed', closedAt: now, review: { by: caller.id, note, at: now } }, now);
      const fact = { change: next, actor: actorOf(caller) };
      await store.commit([
        ...changes.save(next, change),
        changeEvent(context, 'ChangeReviewed', fact),
        changeEvent(context, 'ChangeClosed', fact),
      ]);
      return next;
    });
