import type { Change } from '../../domain/change/change.ts';
import { isApprovedByPolicy } from '../../domain/change/change-guards.ts';
import { moved } from '../../domain/change/change-transitions.ts';
import { system } from '../../domain/event/event.ts';
import { monthOf } from '../../domain/reservation/reservation.ts';
import { onFreshRows } from '../../domain/store.ts';
import { promptWrites } from '../approval/prompt-approvers.ts';
import { type ChangeContext, changeEvent, dueAt } from './context.ts';

/**
 * Stores the scope entries and the reservation of a frozen scope, and asks for approval (H1, T6, T8). It reads the stored scope and does
 * not compute it again, so a repeated assessment writes the same rows. A change that was already assessed does not change. If the policy asks
 * nobody, no approval is asked for: `advanceChange` approves the change, and the sweep does so if the workflow does not.
 */
export const assessChange = (context: ChangeContext) => (id: string) =>
  onFreshRows(async (): Promise<Change> => {
    const { changes, windows, reservations, store, clock } = context;
    const change = await changes.get(id);
    if (change.status !== 'assessing') return change;
    const { digest, revision, count } = change.scope;
    const { start, end, suppress } = change.window;
    const scoped = await changes.scope(id, revision, digest);
    if (scoped.length !== count) throw new Error(`${change.number}: only ${scoped.length} of the ${count} CIs in its scope are stored`);

    const common = { window: change.windowId, change: id, revision, suppress, version: 1 as const };
    await store.writeOnce([
      ...scoped.map(({ item, mask }) => windows.saveEntry({ ...common, item, mask, digest, notBefore: start, latestEnd: end })),
      reservations.save({ ...common, month: monthOf(start), shard: 0, start, end, number: change.number, items: change.items }),
    ]);
    const awaiting = moved(change, 'ask', { status: 'awaiting-approval' }, clock.now());
    const byPolicy = isApprovedByPolicy(awaiting);
    await store.commit([
      ...changes.save(awaiting, change),
      ...(byPolicy
        ? []
        : [changeEvent(context, 'ApprovalRequested', { change: awaiting, actor: system }), ...promptWrites(context, awaiting)]),
      dueAt(context, 'advance', id, byPolicy ? clock.now() : change.approvalDeadline),
    ]);
    return awaiting;
  });
