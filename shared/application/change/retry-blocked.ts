import type { Change } from '../../domain/change/change.ts';
import { advanceSoon } from './advance-change.ts';
import type { ChangeContext } from './context.ts';
import { overlappingReservations } from './find-conflicts.ts';

/** What this change stood in the way of is tried again now that it is gone (T8); the sweep would do it within a minute. */
export const retryBlocked =
  (context: ChangeContext) =>
  async (gone: Change): Promise<void> => {
    if (!gone.window || gone.windowId === undefined) return;
    const { start, end } = gone.window;
    const others = (await overlappingReservations(context, start, end)).filter(
      ({ change, items }) => change !== gone.id && items.some((item) => gone.items.includes(item)),
    );
    for (const id of new Set(others.map(({ change }) => change))) {
      const other = await context.changes.find(id);
      if (other?.status === 'awaiting-approval' && other.agreedAt !== undefined) await advanceSoon(context)(other);
    }
  };
