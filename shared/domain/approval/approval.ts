import type { Instant } from '../clock.ts';

export const decisionChoices = ['approve', 'reject', 'abstain'] as const;
export type DecisionChoice = (typeof decisionChoices)[number];

/** The maximum length of the reason of a decision, in characters. */
export const longestReason = 2_000;

/** Whether a decision lacks its reason. Only a rejection needs one. */
export const isReasonMissing = ({ decision, reason = '' }: { readonly decision: string; readonly reason?: string | undefined }): boolean =>
  decision === 'reject' && reason.trim() === '';

/** A contact group that is asked. */
export interface ApproverGroup {
  readonly group: string;
  readonly name: string;
  /** The members who may decide, as they were at submission (P7). */
  readonly eligible: readonly string[];
  /** How many of its members have to approve. */
  readonly quorum: number;
}

/** The people who are asked to decide, and the policy that determines them, both as they were at submission (P7). */
export interface ApprovalRequest {
  readonly policy: string;
  readonly policyVersion: number;
  readonly groups: readonly ApproverGroup[];
}

/** Why a decision counts no more: the person withdrew it, or may not decide any more (P7, H6). */
export interface Withdrawal {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

/** A decision that counts no more. It is kept beside the one that the person may give again. */
export interface WithdrawnApproval extends Approval {
  readonly withdrawn: Withdrawal;
}

/** One person's decision on one revision of a change. */
export interface Approval {
  readonly id: string;
  readonly version: number;
  readonly change: string;
  readonly revision: number;
  readonly person: string;
  readonly level: number;
  readonly decision: DecisionChoice;
  readonly reason?: string | undefined;
  readonly decidedAt: Instant;
  /** The asked groups that the person was a member of when they decided. The decision counts for one of them (P2). */
  readonly groups: readonly string[];
  /** Digest of what the person decided on: see `approvalDigest` (H1). */
  readonly digest: string;
}
