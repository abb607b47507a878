import type { Change } from '../../domain/change/change.ts';
import { failedItems } from '../../domain/change/outcomes.ts';
import { isDomainError } from '../../domain/errors.ts';
import { system } from '../../domain/event/event.ts';
import { isRowUnreadable, isStaleWrite, onFreshRows, type PageRequest } from '../../domain/store.ts';
import { maxHolds } from '../../domain/window/window.ts';
import { allPages } from '../all-pages.ts';
import { walkImpact } from '../impact/walk-impact.ts';
import { type ChangeContext, changeEvent } from './context.ts';
import { holdsOf, holdWrites } from './hold-change.ts';

/** The CIs that depend directly on these items. */
const directDependants = async (context: ChangeContext, items: readonly string[]): Promise<ReadonlySet<string>> => {
  const { depths } = await walkImpact(context)({ starts: items, down: items, direction: 'dependants', depth: 1 });
  return new Set([...depths.keys()].filter((item) => !items.includes(item)));
};

/** Whether a change goes on hold because of a failed one. A change that was resumed after that is not put on hold again. */
const isToHold = ({ id, status, onHold, heldFor = [] }: Change, failed: Change): boolean =>
  id !== failed.id && status === 'scheduled' && !onHold && !heldFor.some(({ change }) => change === failed.id);

const holdFor = (context: ChangeContext, id: string, failed: Change): Promise<void> =>
  onFreshRows(async () => {
    const { changes, windows, store } = context;
    const change = await changes.get(id);
    if (!isToHold(change, failed) || change.status !== 'scheduled') return;
    const window = await windows.get(change.windowId);
    if ((await holdsOf(context, change, window)) >= maxHolds) return;
    const reason = `${failed.number} failed on what this change depends on`;
    const heldFor = [...(change.heldFor ?? []), { change: failed.id, number: failed.number }];
    const { next, writes } = holdWrites(context, { change, window }, { actor: system, reason, heldFor });
    await store.commit([...writes, changeEvent(context, 'DependencyFailed', { change: next, actor: system, body: { failed: failed.id } })]);
  });

/**
 * Puts scheduled changes on hold that name a CI which depends directly on an item on which this change failed (H8). Their people are told,
 * and decide whether they resume them. The request that reports the failure does it, and the sweep does it again within a minute, should
 * that request have been interrupted. Running it twice is harmless.
 */
export const holdDependants =
  (context: ChangeContext) =>
  async (id: string): Promise<void> => {
    const failed = await context.changes.get(id);
    const items = failedItems(failed.outcomes);
    if (items.length === 0) return;
    const dependants = await directDependants(context, items);
    if (dependants.size === 0) return;
    const isDependent = (change: Change): boolean => isToHold(change, failed) && change.items.some((item) => dependants.has(item));
    const page = (request: PageRequest) => context.changes.page({ ...request, status: 'scheduled' }, isDependent);
    for (const change of await allPages({ page })) await holdFor(context, change.id, failed);
  };

/** Runs what the sweep does again within a minute. If rows are busy or cannot be read, it is left to the sweep. */
export const unlessForSweep = async (run: () => Promise<void>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    const isForSweep = isStaleWrite(error) || isRowUnreadable(error) || (isDomainError(error) && error.kind === 'busy');
    if (!isForSweep) throw error;
  }
};

/** Like `holdDependants`, for a request that has already stored the failure. What is busy or cannot be read is left to the sweep. */
export const holdDependantsSoon =
  (context: ChangeContext) =>
  async ({ id, outcomes }: Change): Promise<void> => {
    if (failedItems(outcomes).length === 0) return;
    await unlessForSweep(() => holdDependants(context)(id));
  };
