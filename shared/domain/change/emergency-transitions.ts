import { isApprovalMissed, isOpen } from './change-guards.ts';
import { awaitsRetrospective, isUnapprovedEmergency } from './emergency.ts';
import { approver, clock, type Transition } from './transition.ts';

/** The transitions that only an emergency has (H7). */
export const emergencyTransitions = {
  'start before approval': {
    by: 'person on call or change manager',
    guard: 'an emergency that awaits approval, not on hold, before the deadline; the person is on call for all its CIs',
    allows: (change, now) => isUnapprovedEmergency(change) && isOpen(change, now),
    moves: { 'awaiting-approval': ['implementing'] },
  },
  judge: {
    by: approver,
    guard: 'as decide, of an emergency that was started before its approval, until it is due; a rejection withdraws the window',
    allows: awaitsRetrospective,
    moves: { implementing: ['implementing'], 'in-review': ['in-review'] },
  },
  'miss the approval': {
    by: clock,
    guard: 'an emergency that was started before its approval was not approved by the end of the second working day after that',
    allows: isApprovalMissed,
    moves: { implementing: ['implementing'], 'in-review': ['in-review'] },
  },
} as const satisfies Record<string, Transition>;
