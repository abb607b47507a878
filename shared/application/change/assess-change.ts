import type { Change, Scheduled } from '../../domain/change/change.ts';
import { system } from '../../domain/event/event.ts';
import { monthOf } from '../../domain/reservation/reservation.ts';
import { onFreshRows } from '../../domain/store.ts';
import { type ChangeContext, changeEvent, dueAt, moved } from './context.ts';

/**
 * Stores the rows of a frozen scope and asks for approval (H1, T6, T8). It reads the scope and never walks again, so that an assessment
 * that died half way and starts once more comes to the same rows; one that was done is left alone.
 */
export const assessChange = (context: ChangeContext) => (id: string) =>
  onFreshRows(async (): Promise<Change> => {
    const { changes, windows, reservations, store } = context;
    const found = await changes.get(id);
    if (found.status !== 'assessing' || !found.scope || !found.window || !found.windowId) return found;
    const change = found as Scheduled;
    const { digest, revision } = found.scope;
    const { start, end, suppress } = change.window;
    const scoped = await changes.scope(id, revision, digest);
    if (scoped.length !== found.scope.count)
      throw new Error(`${change.number}: ${scoped.length} of ${found.scope.count} CIs of its scope are stored`);

    const common = { window: change.windowId, change: id, revision, suppress, version: 1 as const };
    await store.writeOnce([
      ...scoped.map(({ item, mask }) => windows.saveEntry({ ...common, item, mask, digest, notBefore: start, latestEnd: end })),
      reservations.save({ ...common, month: monthOf(start), shard: 0, start, end, number: change.number, items: [...change.items] }),
    ]);
    const asked = moved(context, change, { status: 'awaiting-approval' });
    await store.commit([
      ...changes.save(asked, change),
      changeEvent(context, 'ApprovalRequested', { change: asked, actor: system }),
      dueAt(context, 'advance', id, change.approvalDeadline ?? start),
    ]);
    return asked;
  });
