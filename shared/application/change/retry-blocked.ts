import type { Change } from '../../domain/change/change.ts';
import { mayBeScheduled } from '../../domain/change/change-guards.ts';
import { mayBeExtended } from '../../domain/change/extension.ts';
import { hasOffer } from '../../domain/change/window-offer.ts';
import { mayBlock } from '../../domain/reservation/reservation-conflicts.ts';
import { advanceSoon } from './advance-change.ts';
import type { ChangeContext } from './context.ts';
import { isFrozen, otherReservations, readReservation } from './find-conflicts.ts';

/** Schedules the changes that this change has blocked (T8). Without this, the sweep would do it within a minute. */
export const retryBlocked =
  (context: ChangeContext) =>
  async (ended: Change): Promise<void> => {
    if (!isFrozen(ended) || hasOffer(ended)) return;
    const wanted = await readReservation(context)(ended);
    const others = (await otherReservations(context)(wanted)).filter((other) => mayBlock(wanted, other));
    const now = context.clock.now();
    for (const id of new Set(others.map(({ change }) => change))) {
      const other = await context.changes.find(id);
      if (other && (mayBeScheduled(other, now) || mayBeExtended(other, now))) await advanceSoon(context)(other);
    }
  };
