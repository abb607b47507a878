import type { Change } from '../../domain/change/change.ts';
import { isExtending } from '../../domain/change/extension.ts';
import { hasOffer, plannedWindow } from '../../domain/change/window-offer.ts';
import { assessFields } from './assess-fields.ts';
import type { SubmitContext } from './context.ts';
import { type AskedWork, isFrozen, readAskedWork, reservationOf } from './find-conflicts.ts';
import { readExtension } from './schedule-extension.ts';

/**
 * What a change would take now: with the frozen scope of a submitted change, and with the scope that a draft would have. Undefined for a draft
 * without a window, or with one of a length. While an extension is asked for, it is the time that the extension adds.
 * @throws DomainError conflict if a draft cannot be submitted because of its items, its scope or its approvers
 */
export const askedNow =
  (context: SubmitContext) =>
  async (change: Change): Promise<AskedWork | undefined> => {
    if (isExtending(change)) return readExtension(context)(change);
    if (isFrozen(change) && !hasOffer(change)) return readAskedWork(context)(change);
    if (!change.window || change.window.length !== undefined) return undefined;
    const { footprint, services } = await assessFields(context)(change);
    const wanted = reservationOf(change, plannedWindow(change.window, context.clock.now()), change.id, footprint);
    return { wanted, services };
  };
