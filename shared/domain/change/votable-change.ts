import { type AwaitingChange, type Change, isApproved } from './change.ts';
import { fitFor } from './change-transitions.ts';
import { awaitsRetrospective, type StartedEmergency } from './emergency.ts';
import { type ExtendingChange, isExtending } from './extension.ts';

/** A change on which people decide: on its plan, on its extension, or on an emergency that was started before its approval (H7). */
export type VotableChange = AwaitingChange | ExtendingChange | StartedEmergency;

/** The change, if people decide on it. @throws DomainError conflict `change/not-awaiting-approval` */
export const votableChange = (change: Change): VotableChange =>
  isExtending(change) || awaitsRetrospective(change) ? change : fitFor(change, 'decide');

/** Whether decisions are still missing. */
export const isUndecided = (change: Change): change is VotableChange => {
  if (awaitsRetrospective(change)) return true;
  return isExtending(change) ? change.extension.agreedAt === undefined : change.status === 'awaiting-approval' && !isApproved(change);
};
