import { type Change, isWalking } from '../../domain/change/change.ts';
import { isApprovedByPolicy } from '../../domain/change/change-guards.ts';
import { moved } from '../../domain/change/change-transitions.ts';
import { footprintOf, servicesOfChunks } from '../../domain/change/scope.ts';
import { isOffer, latestEndOf } from '../../domain/change/window-offer.ts';
import { system } from '../../domain/event/event.ts';
import { onFreshRows } from '../../domain/store.ts';
import { promptWrites } from '../approval/prompt-approvers.ts';
import { type ChangeContext, changeEvent, dueAt } from './context.ts';
import { reservationOf } from './find-conflicts.ts';
import { serviceWindowWrites } from './impacted-services.ts';

/**
 * Stores the scope entries and the reservations of a frozen scope, and asks for approval (H1, T6, T8). It reads the stored scope and does
 * not compute it again, so a repeated assessment writes the same rows. A change that was already assessed does not change. If the policy asks
 * nobody, no approval is asked for: `advanceChange` approves the change, and the sweep does so if the workflow does not.
 */
export const assessChange = (context: ChangeContext) => (id: string) =>
  onFreshRows(async (): Promise<Change> => {
    const { changes, windows, reservations, store, clock } = context;
    const change = await changes.get(id);
    if (change.status !== 'assessing' || isWalking(change)) return change;
    const { digest, revision, count } = change.scope;
    const { start, suppress } = change.window;
    const chunks = await changes.scopeChunks(id, revision, digest);
    const scoped = chunks.flatMap(({ items }) => items);
    if (scoped.length !== count) throw new Error(`${change.number}: only ${scoped.length} of the ${count} CIs in its scope are stored`);

    const common = { window: change.windowId, change: id, revision, suppress, version: 1 as const };
    const latestEnd = latestEndOf(change.window);
    await store.writeOnce([
      ...serviceWindowWrites(context, servicesOfChunks(chunks), { ...common, start, end: latestEnd, digest }),
      ...scoped.map(({ item, mask }) => windows.saveEntry({ ...common, item, mask, digest, notBefore: start, latestEnd })),
      ...(isOffer(change.window)
        ? []
        : reservations.save(reservationOf(change, change.window, change.windowId, footprintOf(chunks, change.items)))),
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
