import type { ImplementingChange, InReviewChange } from '../../domain/change/change.ts';
import { moved } from '../../domain/change/change-transitions.ts';
import { system } from '../../domain/event/event.ts';
import { onFreshRows } from '../../domain/store.ts';
import { tallyOf } from '../episode/alert-tally.ts';
import { type ChangeContext, changeEvent } from './context.ts';

/**
 * Whether a finished change needs no review (H8): it is a standard change or its risk is low, all outcomes are successful, it finished within its window, none of its
 * alerts is held or released, and its outcomes were not corrected.
 */
export const closesByItself = async (
  context: Pick<ChangeContext, 'episodes'>,
  change: Pick<InReviewChange | ImplementingChange, 'type' | 'risk' | 'overrun' | 'notStarted' | 'outcomes' | 'windowId' | 'reopened'>,
): Promise<boolean> => {
  const { type, risk, overrun, notStarted, outcomes, windowId, reopened } = change;
  if (overrun || notStarted || reopened || (type !== 'standard' && risk !== 'low')) return false;
  if (outcomes.length === 0 || outcomes.some(({ outcome }) => outcome !== 'successful')) return false;
  const { held, released } = await tallyOf(context)(windowId);
  return held + released === 0;
};

/** Closes a change in review if it needs no review, once all alerts of its window are decided. */
export const closeSettled =
  (context: Pick<ChangeContext, 'changes' | 'windows' | 'episodes' | 'events' | 'store' | 'clock' | 'ids'>) =>
  (windowId: string): Promise<void> =>
    onFreshRows(async () => {
      const { windows, changes, store, clock } = context;
      // Without a window that can be read, nothing is closed, and the release pass that asked is complete.
      const [window] = await windows.findMany([windowId]);
      if (!window?.settled) return;
      const change = await changes.find(window.change);
      if (change?.status !== 'in-review' || !(await closesByItself(context, change))) return;
      const now = clock.now();
      const closed = moved(change, 'settle', { status: 'closed', closedAt: now }, now);
      await store.commit([...changes.save(closed, change), changeEvent(context, 'ChangeClosed', { change: closed, actor: system })]);
    });
