import type { Change } from '../../domain/change/change.ts';
import { mayBeScheduled } from '../../domain/change/change-guards.ts';
import { hasOffer } from '../../domain/change/window-offer.ts';
import { advanceSoon } from './advance-change.ts';
import type { ChangeContext } from './context.ts';
import { overlappingReservations } from './find-conflicts.ts';

/** Schedules the changes that this change has blocked (T8). Without this, the sweep would do it within a minute. */
export const retryBlocked =
  (context: ChangeContext) =>
  async (ended: Change): Promise<void> => {
    const { start, end } = ended.window ?? {};
    if (start === undefined || end === undefined || hasOffer(ended)) return;
    const others = (await overlappingReservations(context, start, end)).filter(
      ({ change, items }) => change !== ended.id && items.some((item) => ended.items.includes(item)),
    );
    for (const id of new Set(others.map(({ change }) => change))) {
      const other = await context.changes.find(id);
      if (other && mayBeScheduled(other, context.clock.now())) await advanceSoon(context)(other);
    }
  };
