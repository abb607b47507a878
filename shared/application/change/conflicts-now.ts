import type { Change } from '../../domain/change/change.ts';
import type { Conflict } from '../../domain/change/conflict.ts';
import { isExtending } from '../../domain/change/extension.ts';
import { hasOffer, plannedWindow } from '../../domain/change/window-offer.ts';
import { assessFields } from './assess-fields.ts';
import type { SubmitContext } from './context.ts';
import { findConflicts, isFrozen, readReservation, reservationOf } from './find-conflicts.ts';
import { readExtension } from './schedule-extension.ts';

/**
 * The conflicts of a change as they are now: with the frozen scope of a submitted change, and with the scope that a draft would have. A
 * draft without a window, or with one of a length, has none. While an extension is asked for, they are those of the time that it adds.
 * @throws DomainError conflict if a draft cannot be submitted because of its items, its scope or its approvers
 */
export const conflictsNow =
  (context: SubmitContext) =>
  async (change: Change): Promise<readonly Conflict[]> => {
    if (isExtending(change)) return findConflicts(context)(change, await readExtension(context)(change));
    if (isFrozen(change) && !hasOffer(change)) return findConflicts(context)(change, await readReservation(context)(change));
    if (!change.window || change.window.length !== undefined) return [];
    const { footprint } = await assessFields(context)(change);
    return findConflicts(context)(change, reservationOf(change, plannedWindow(change.window, context.clock.now()), change.id, footprint));
  };
