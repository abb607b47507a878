import type { ApprovalRequest } from '../approval/approval.ts';
import type { ApprovalCount } from '../approval/level.ts';
import type { Instant } from '../clock.ts';
import type { RetrospectiveState } from './change-values.ts';

/** A later end of the window that was asked for and is not in force (W2). It is a revision of its own. */
export interface Extension {
  readonly end: Instant;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  /** When the vote that completed the approvals of the extension was given. Scheduling comes after it (T8). */
  readonly agreedAt?: Instant | undefined;
}

/** How an emergency that was started before its approval is judged afterwards, and by whom it was started (H7). */
export interface Retrospective {
  readonly by: string;
  /** Until when it is approved or rejected. */
  readonly due: Instant;
  readonly state: RetrospectiveState;
}

/** What people were asked about, and how far they had decided. */
export interface AskedBefore {
  readonly revision: number;
  readonly pinned: ApprovalRequest;
  readonly approvals: ApprovalCount;
  readonly approvalDeadline: Instant;
}
