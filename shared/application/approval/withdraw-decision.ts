import { actorOf, type Caller } from '../../domain/access.ts';
import type { Approval } from '../../domain/approval/approval.ts';
import { type Change, isApproved } from '../../domain/change/change.ts';
import { hasWindowOpened } from '../../domain/change/change-guards.ts';
import { fitFor } from '../../domain/change/change-transitions.ts';
import { isExtending } from '../../domain/change/extension.ts';
import type { Instant } from '../../domain/clock.ts';
import { conflict, forbidden, gone, missing } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { advanceSoon } from '../change/advance-change.ts';
import type { ChangeContext } from '../change/context.ts';
import { retryBlocked } from '../change/retry-blocked.ts';
import { type VotedChange, voidDecisions } from './void-decisions.ts';

/** @throws DomainError gone `approval/started`, `approval/cancelled`, `approval/lapsed`; conflict for any other status */
const withdrawable = (change: Change, now: Instant): VotedChange => {
  if (isExtending(change)) return change;
  const { status, number } = change;
  if (status === 'cancelled') throw gone('approval/cancelled', `${number} was cancelled: ${change.ended.reason}`);
  if (status === 'lapsed') throw gone('approval/lapsed', `${number} lapsed`);
  const hasStarted = status === 'implementing' || status === 'in-review' || status === 'closed';
  if (hasStarted || hasWindowOpened(change, now)) throw gone('approval/started', `${number} has started: end its window instead`);
  if (status === 'rejected') throw conflict('change/not-awaiting-approval', `${number} was rejected`);
  return fitFor(change, 'withdraw');
};

/**
 * The decision of the path, if the caller made it. The person for whom a delegate decided did not make it (P3).
 * @throws DomainError missing, conflict or forbidden
 */
const ownDecision = async ({ changes }: ChangeContext, change: Change, id: string, caller: Caller): Promise<Approval> => {
  const decisions = await changes.decisions(change.id, change.revision);
  const withdrawn = await changes.withdrawnDecisions(change.id, change.revision);
  const found = [...decisions, ...withdrawn].find((decision) => decision.id === id);
  if (!found) throw missing('decision', id);
  if (caller.kind !== 'person' || found.person !== caller.id)
    throw forbidden('approval/not-yours', 'only the person who decided may withdraw a decision');
  if ('withdrawn' in found) throw conflict('approval/already-withdrawn', `the decision on ${change.number} was withdrawn before`);
  return found;
};

/**
 * Refuses a caller who did not make the decision. It is for requests that are refused anyway.
 * @throws DomainError forbidden `approval/not-yours`; missing `decision/not-found`
 */
export const assertDecided =
  (context: ChangeContext) =>
  async (change: Change, decision: string, caller: Caller): Promise<void> => {
    await ownDecision(context, change, decision, caller);
  };

/**
 * Withdraws a decision on the present revision (P7). It is kept as withdrawn, and the person may decide again. If the change is not approved
 * any more, its window is withdrawn in the same transaction.
 * @throws DomainError missing `decision/not-found`; forbidden `approval/not-yours`; gone after the start; conflict if it was withdrawn before
 */
export const withdrawDecision =
  (context: ChangeContext) =>
  async (id: string, { decision, reason }: { readonly decision: string; readonly reason: string }, caller: Caller): Promise<Change> => {
    const { changes, store, clock } = context;
    const { before, next } = await onFreshRows(async () => {
      const found = await changes.get(id);
      const own = await ownDecision(context, found, decision, caller);
      const now = clock.now();
      const change = withdrawable(found, now);
      const remaining = (await changes.decisions(id, change.revision)).filter((vote) => vote.id !== own.id);
      const withdrawal = { at: now, by: actorOf(caller), reason };
      const step = await voidDecisions(context, change, { voided: [own], remaining, withdrawal });
      await store.commit([...changes.save(step.next, change), ...step.writes]);
      return { before: change, next: step.next };
    });
    if (before.status === 'scheduled' && next.status !== 'scheduled') await retryBlocked(context)(before);
    return isApproved(next) && next.status === 'awaiting-approval' ? advanceSoon(context)(next) : next;
  };
