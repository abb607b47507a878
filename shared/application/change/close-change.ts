import type { Change } from '../../domain/change/change.ts';
import { system } from '../../domain/event/event.ts';
import { onFreshRows } from '../../domain/store.ts';
import { tallyOf } from '../episode/alert-tally.ts';
import { type ChangeContext, changeEvent, moved } from './context.ts';

/**
 * What is all successful, within its window, of low risk, and of whose alerts none is held or was sent needs no review (H8).
 * @param change as its finish leaves it
 */
export const closesByItself = async (context: Pick<ChangeContext, 'episodes'>, change: Change): Promise<boolean> => {
  const { risk, overrun, notStarted, outcomes, windowId } = change;
  if (risk !== 'low' || overrun || notStarted || windowId === undefined) return false;
  if (outcomes.length === 0 || outcomes.some(({ outcome }) => outcome !== 'successful')) return false;
  const { held, released } = await tallyOf(context)(windowId);
  return held + released === 0;
};

/** Closes a change that waited for its alerts only, when they are decided. */
export const closeSettled =
  (context: ChangeContext) =>
  (windowId: string): Promise<void> =>
    onFreshRows(async () => {
      const { windows, changes, store, clock } = context;
      const window = await windows.find(windowId);
      if (!window?.settled) return;
      const change = await changes.find(window.change);
      if (change?.status !== 'in-review' || !(await closesByItself(context, change))) return;
      const closed = moved(context, change, { status: 'closed', closedAt: clock.now() });
      await store.commit([...changes.save(closed, change), changeEvent(context, 'ChangeClosed', { change: closed, actor: system })]);
    });
