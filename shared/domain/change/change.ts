import type { ApprovalRequest } from '../approval/approval.ts';
import type { Instant } from '../clock.ts';
import type { ChangeCore, ChangeWindow, RequestedTimes } from './change-core.ts';
import type { ChangeFields } from './change-fields.ts';
import type { ChangeStatus, Risk } from './change-values.ts';
import type { FrozenScope } from './scope.ts';

/** A change that was submitted. It has a requester, a window, a frozen scope, and people who are asked to decide. */
interface SubmittedChange extends ChangeCore {
  readonly requester: string;
  readonly implementer: string;
  readonly window: ChangeWindow;
  readonly windowId: string;
  readonly risk: Risk;
  readonly submittedAt: Instant;
  readonly approvalDeadline: Instant;
  readonly pinned: ApprovalRequest;
  readonly scope: FrozenScope;
}

/** A change that was approved and scheduled. */
interface ApprovedChange extends SubmittedChange {
  readonly agreedAt: Instant;
  readonly scheduledAt: Instant;
}

export interface DraftChange extends ChangeCore {
  readonly status: 'draft';
}
export interface AssessingChange extends SubmittedChange {
  readonly status: 'assessing';
}
/**
 * A submitted change whose walk over the relations outlasted the request, so that it is judged in the workflow (H1). Until then it has no scope,
 * no window of its own, and nobody is asked.
 */
export interface WalkingChange extends Omit<ChangeCore, 'walking'> {
  readonly status: 'assessing';
  readonly walking: true;
  readonly requester: string;
  readonly implementer: string;
  readonly window: RequestedTimes;
  readonly submittedAt: Instant;
}
/** If `agreedAt` is set, the change is approved and waits to be scheduled. */
export interface AwaitingChange extends SubmittedChange {
  readonly status: 'awaiting-approval';
}
export interface ScheduledChange extends ApprovedChange {
  readonly status: 'scheduled';
}
export interface ImplementingChange extends ApprovedChange {
  readonly status: 'implementing';
  readonly startedAt: Instant;
}
/** A change that was finished, or that nobody started (`notStarted`, H11). */
export interface InReviewChange extends ApprovedChange {
  readonly status: 'in-review';
}
export interface ClosedChange extends ApprovedChange {
  readonly status: 'closed';
  readonly closedAt: Instant;
}
/** A change of the past that another tool had closed (I5): nobody here requested it, was asked or worked on it. No transition leads from it. */
export interface ImportedChange extends Omit<ChangeCore, 'imported'> {
  readonly status: 'closed';
  readonly imported: true;
  readonly externalReference: NonNullable<ChangeFields['externalReference']>;
  readonly window: ChangeWindow;
  readonly windowId: string;
  readonly scope: FrozenScope;
  readonly agreedAt: Instant;
  readonly scheduledAt: Instant;
  readonly finishedAt: Instant;
  readonly closedAt: Instant;
}
export interface RejectedChange extends SubmittedChange {
  readonly status: 'rejected';
}
export interface LapsedChange extends SubmittedChange {
  readonly status: 'lapsed';
}
/** A change can be cancelled before it is submitted, so a cancelled change may have no window. */
export interface CancelledChange extends ChangeCore {
  readonly status: 'cancelled';
  readonly ended: { readonly by: string; readonly reason: string; readonly at: Instant };
}

/** A request to alter CIs, with its approvals, schedule and outcome. Which fields are set depends on the status. */
export type Change =
  | DraftChange
  | AssessingChange
  | WalkingChange
  | AwaitingChange
  | ScheduledChange
  | ImplementingChange
  | InReviewChange
  | ClosedChange
  | ImportedChange
  | RejectedChange
  | LapsedChange
  | CancelledChange;

/** Whether the votes that the present revision needs were given. */
export const isApproved = <Given extends Pick<ChangeCore, 'agreedAt'>>(change: Given): change is Given & { readonly agreedAt: Instant } =>
  change.agreedAt !== undefined;

/** The people of a change: its requester and its implementer. */
export const peopleOf = ({ requester, implementer }: Pick<Change, 'requester' | 'implementer'>): readonly string[] =>
  [requester, implementer].filter((person) => person !== undefined);

/** Whether the scope of a submitted change is still walked, after its request was answered. */
export const isWalking = (change: Change): change is WalkingChange => change.walking === true;

/** The change as it is in one of these statuses, with what it has there as soon as its scope was walked. */
export type ChangeIn<Status extends ChangeStatus> = Exclude<Extract<Change, { readonly status: Status }>, WalkingChange>;
