import { closedForDecisions } from '../approval/closed-for-decisions.ts';
import { type Instant, minute, plus } from '../clock.ts';
import type { Change } from './change.ts';

// The parts of the guards in transition-table.ts that the change and the clock decide.

export const isOpen = (change: Change, now: Instant): boolean =>
  closedForDecisions({ change, revision: change.revision, own: undefined, now }) === undefined;
export const isOnHold = ({ onHold }: Change): boolean => onHold;
export const isNotOnHold = ({ onHold }: Change): boolean => !onHold;
export const isApproved = ({ agreedAt }: Change): boolean => agreedAt !== undefined;
export const hasBegun = ({ window }: Change, now: Instant): boolean => window !== undefined && window !== null && now >= window.start;
export const hasEnded = ({ window }: Change, now: Instant): boolean => window !== undefined && window !== null && now >= window.end;

export const isUnended = (change: Change, now: Instant): boolean => !hasEnded(change, now);

/** How long after the deadline a change may still be scheduled, if the votes were given in time (T8). */
export const schedulingGrace = minute;

/** How long after the start of a planned window the implementer is reminded, if nobody has started (H11). */
export const startReminder = 15 * minute;

/** Whether a change that awaits approval lapses: unanswered at its deadline, or approved and not scheduled in the time after it (P4, T8). */
export const isTooLate = ({ approvalDeadline, agreedAt }: Change, now: Instant): boolean =>
  approvalDeadline !== undefined && now >= (agreedAt === undefined ? approvalDeadline : plus(approvalDeadline, schedulingGrace));

/** Whether the implementer of a scheduled change is reminded now: once, and never while it is on hold (H11). */
export const isReminderDue = ({ window, remindedAt, onHold }: Change, now: Instant): boolean =>
  window?.mode === 'planned' && remindedAt === undefined && !onHold && now >= plus(window.start, startReminder);
