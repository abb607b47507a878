import type { Change } from '../../domain/change/change.ts';
import { moved } from '../../domain/change/change-transitions.ts';
import { system } from '../../domain/event/event.ts';
import { monthOf } from '../../domain/reservation/reservation.ts';
import { onFreshRows } from '../../domain/store.ts';
import { type ChangeContext, changeEvent, dueAt } from './context.ts';

/**
 * Stores the rows of a frozen scope and asks for approval (H1, T6, T8). It reads the scope and never walks the graph again, so an
 * assessment that died half way and starts once more writes the same rows. A change that was assessed already is left alone.
 */
export const assessChange = (context: ChangeContext) => (id: string) =>
  onFreshRows(async (): Promise<Change> => {
    const { changes, windows, reservations, store, clock } = context;
    const change = await changes.get(id);
    if (change.status !== 'assessing') return change;
    const { digest, revision, count } = change.scope;
    const { start, end, suppress } = change.window;
    const scoped = await changes.scope(id, revision, digest);
    if (scoped.length !== count) throw new Error(`${change.number}: ${scoped.length} of ${count} CIs of its scope are stored`);

    const common = { window: change.windowId, change: id, revision, suppress, version: 1 as const };
    await store.writeOnce([
      ...scoped.map(({ item, mask }) => windows.saveEntry({ ...common, item, mask, digest, notBefore: start, latestEnd: end })),
      reservations.save({ ...common, month: monthOf(start), shard: 0, start, end, number: change.number, items: change.items }),
    ]);
    const asking = moved(change, 'ask', { status: 'awaiting-approval' }, clock.now());
    await store.commit([
      ...changes.save(asking, change),
      changeEvent(context, 'ApprovalRequested', { change: asking, actor: system }),
      dueAt(context, 'advance', id, change.approvalDeadline),
    ]);
    return asking;
  });
