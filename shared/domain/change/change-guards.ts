import { closedForDecisions } from '../approval/closed-for-decisions.ts';
import { type Instant, minute, plus } from '../clock.ts';
import { type AwaitingChange, type Change, isApproved } from './change.ts';
import { awaitsRetrospective, isUnapprovedWork } from './emergency.ts';

// The parts of the guards in transition-table.ts that the change and the clock decide.

export const isOpen = (change: Change, now: Instant): boolean =>
  closedForDecisions({ change, revision: change.revision, own: undefined, now }) === undefined;
export const isOnHold = ({ onHold }: Change): boolean => onHold;
export const isNotOnHold = ({ onHold }: Change): boolean => !onHold;
export const hasBegun = ({ window }: Change, now: Instant): boolean => window?.start !== undefined && now >= window.start;
export const hasEnded = ({ window }: Change, now: Instant): boolean => window?.end !== undefined && now >= window.end;

/** Whether the window of a scheduled change may have suppressed alerts: it is planned and has begun. */
export const hasWindowOpened = (change: Change, now: Instant): boolean =>
  change.status === 'scheduled' && change.window.mode === 'planned' && hasBegun(change, now);

/** Whether a change may be reviewed: nobody has to approve its work any more (H7). */
export const isJudged = (change: Change): boolean => !awaitsRetrospective(change);

/** Whether a change may be cancelled or extended: its work was not begun without approval (H7). */
export const isAuthorized = (change: Change): boolean => !isUnapprovedWork(change);

/** Whether an emergency that was started before its approval was not approved in time (H7). */
export const isApprovalMissed = (change: Change, now: Instant): boolean => awaitsRetrospective(change) && now >= change.retrospective.due;

export const isUnended = (change: Change, now: Instant): boolean => !hasEnded(change, now);

/** How long after the deadline a change may still be scheduled, if the votes were given in time (T8). */
export const schedulingGrace = minute;

/** How long after the start of a planned window the implementer is reminded, if nobody has started (H11). */
export const startReminder = 15 * minute;

/** Whether a change that awaits approval lapses: unanswered at its deadline, or approved and not scheduled in the time after it (P4, T8). */
export const isTooLate = (change: Change, now: Instant): boolean => {
  const { approvalDeadline } = change;
  return approvalDeadline !== undefined && now >= (isApproved(change) ? plus(approvalDeadline, schedulingGrace) : approvalDeadline);
};

/** Whether the policy of a change asks nobody, so that the change is approved without a vote (P1). */
export const isApprovedByPolicy = ({ pinned }: Pick<Change, 'pinned'>): boolean => pinned !== undefined && pinned.groups.length === 0;

/** A change that is approved and may be scheduled. */
export type SchedulableChange = AwaitingChange & { readonly agreedAt: Instant };

/** Whether a change may be scheduled now: approved, not on hold, and not too late. Whether it has conflicts is not decided here (T8). */
export const mayBeScheduled = (change: Change, now: Instant): change is SchedulableChange =>
  change.status === 'awaiting-approval' && isApproved(change) && isNotOnHold(change) && !isTooLate(change, now);

/** Whether the implementer of a scheduled change is reminded now: once, and never while it is on hold (H11). */
export const isReminderDue = ({ window, remindedAt, onHold }: Change, now: Instant): boolean =>
  window?.mode === 'planned' &&
  window.start !== undefined &&
  remindedAt === undefined &&
  !onHold &&
  now >= plus(window.start, startReminder);
