import type { ApprovalRequest } from '../approval/approval.ts';
import type { Instant } from '../clock.ts';
import type { ChangeFields, Conflict, ItemOutcome } from './change-fields.ts';
import type { ChangeStatus, Risk } from './change-values.ts';

/** The window that people requested for a change. The window itself is a row of its own. */
export type ChangeWindow = NonNullable<ChangeFields['window']>;

/** The frozen scope that approvers decide on: its digest, and how many CIs it has (H1). */
export interface FrozenScope {
  readonly digest: string;
  readonly count: number;
  readonly revision: number;
}

/** How the graph at the start differed from the approved scope. The window keeps the approved scope (W1). */
export interface ScopeDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The fields that people may edit once a change is no longer a draft. */
export const editableAfterDraft: readonly string[] = ['title', 'plan', 'links'];

/** What every change has, and what it may have. The interface of a status says which of the optional fields it has for certain. */
interface ChangeRecord extends Readonly<Omit<ChangeFields, 'items' | 'implementer' | 'links'>> {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Unique and rising, with gaps (T3). */
  readonly number: string;
  readonly onHold: boolean;
  /** Counts what was put to the approvers. A decision names it. */
  readonly revision: number;
  readonly links: ChangeFields['links'];
  readonly items: readonly string[];
  readonly requester: string;
  readonly implementer: string;
  /** The client that requested the change. Its responsible person does not decide on it (P2). */
  readonly client?: string | undefined;
  readonly risk?: Risk | undefined;
  readonly submittedAt?: Instant | undefined;
  readonly approvalDeadline?: Instant | undefined;
  /** The policy and the people who are asked, as they were at submission (P1, P7). */
  readonly pinned?: ApprovalRequest | undefined;
  readonly approvals: { readonly needed: number; readonly given: number };
  readonly scope?: FrozenScope | undefined;
  readonly scopeDifference?: ScopeDifference | undefined;
  readonly windowId?: string | undefined;
  /** When the vote was given that completed the approvals (T8). */
  readonly agreedAt?: Instant | undefined;
  readonly conflicts: readonly Conflict[];
  readonly scheduledAt?: Instant | undefined;
  readonly startedAt?: Instant | undefined;
  readonly finishedAt?: Instant | undefined;
  readonly actualStart?: Instant | undefined;
  readonly actualEnd?: Instant | undefined;
  readonly outcomes: readonly ItemOutcome[];
  readonly overrun: boolean;
  readonly notStarted: boolean;
  /** When the implementer was reminded of a start that nobody made (H11). */
  readonly remindedAt?: Instant | undefined;
  readonly review?: { readonly by: string; readonly note: string; readonly at: Instant } | undefined;
  readonly closedAt?: Instant | undefined;
  /** Who cancelled it, and why. */
  readonly ended?: { readonly by: string; readonly reason: string; readonly at: Instant } | undefined;
}

/** A change that was submitted: from then on it has a window, a frozen scope, and people who are asked. */
interface SubmittedChange extends ChangeRecord {
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

export interface DraftChange extends ChangeRecord {
  readonly status: 'draft';
}
export interface AssessingChange extends SubmittedChange {
  readonly status: 'assessing';
}
/** With `agreedAt` it is approved and waits to be scheduled. */
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
/** Finished, or never started (`notStarted`, H11). */
export interface InReviewChange extends ApprovedChange {
  readonly status: 'in-review';
}
export interface ClosedChange extends ApprovedChange {
  readonly status: 'closed';
  readonly closedAt: Instant;
}
export interface RejectedChange extends SubmittedChange {
  readonly status: 'rejected';
}
export interface LapsedChange extends SubmittedChange {
  readonly status: 'lapsed';
}
/** People may cancel a change before it was submitted, so it may have no window. */
export interface CancelledChange extends ChangeRecord {
  readonly status: 'cancelled';
  readonly ended: { readonly by: string; readonly reason: string; readonly at: Instant };
}

/** A request to alter CIs, and everything that followed from it. What a change has depends on its status. */
export type Change =
  | DraftChange
  | AssessingChange
  | AwaitingChange
  | ScheduledChange
  | ImplementingChange
  | InReviewChange
  | ClosedChange
  | RejectedChange
  | LapsedChange
  | CancelledChange;

/** The change as it is in one of these statuses. */
export type ChangeIn<Status extends ChangeStatus> = Extract<Change, { readonly status: Status }>;
