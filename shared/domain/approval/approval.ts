import type { Instant } from '../clock.ts';
import type { Evidence } from './evidence.ts';
import type { Needs } from './needs.ts';

export const decisionChoices = ['approve', 'reject', 'abstain'] as const;
export type DecisionChoice = (typeof decisionChoices)[number];

/** The maximum length of the reason of a decision, in characters. */
export const longestReason = 2_000;

/** Whether a decision lacks its reason. Only a rejection needs one. */
export const isReasonMissing = ({ decision, reason = '' }: { readonly decision: string; readonly reason?: string | undefined }): boolean =>
  decision === 'reject' && reason.trim() === '';

/** When a rejection rejects a change: the first one, or one after which the quorum cannot be reached any more (P1). */
export const rejectionRules = ['any', 'unreachable'] as const;
type RejectionRule = (typeof rejectionRules)[number];

/** How people decide: on the approver's page with a mailed code or by a signed-in call, or only by a signed-in call (P5). */
export const decidingWays = ['code', 'sign-in'] as const;
type DecidingWay = (typeof decidingWays)[number];

/** The fields of a change that a policy may require. */
export const requirableFields = ['reason', 'plan', 'testPlan', 'backOutPlan', 'links', 'externalReference'] as const;
export type RequirableField = (typeof requirableFields)[number];

/** A contact group that is asked. */
export interface ApproverGroup {
  readonly group: string;
  readonly name: string;
  /** The members who may decide, as they were at submission (P7). */
  readonly eligible: readonly string[];
  /** How many of its members have to approve, of those at submission. */
  readonly quorum: number;
  /** The level at which it is asked, from 1. A level is asked when the one before it is complete. */
  readonly level: number;
  /** What the policy says about the quorum. @default the count in `quorum` */
  readonly needs?: Needs | undefined;
  /** The members without whose approval the group does not approve. */
  readonly mandatory?: readonly string[] | undefined;
  /** Whether its members decide in another system, of which a client brings the evidence (P9). */
  readonly external?: boolean | undefined;
}

/** The people who are asked to decide, and the policy that determines them, both as they were at submission (P7). */
export interface ApprovalRequest {
  /** The name of the policy. */
  readonly policy: string;
  readonly policyVersion: number;
  /** The id of the policy. A shipped policy has none. */
  readonly policyId?: string | undefined;
  /** In the order of their levels. Empty if the policy approves without asking anybody. */
  readonly groups: readonly ApproverGroup[];
  readonly rejectWhen: RejectionRule;
  readonly deciding: DecidingWay;
  /** How long before its start the policy wants a change to be submitted, as a duration. */
  readonly minimumNotice?: string | undefined;
  /** How long approvers have, as a duration. Without it, seven days. */
  readonly deadline?: string | undefined;
  /** The fields that the policy requires. An edit that keeps the votes may not empty them (H6). */
  readonly requiredFields?: readonly RequirableField[] | undefined;
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

/** One person's decision on one revision of a change, or that of a delegate for the person. */
export interface Approval {
  readonly id: string;
  readonly version: number;
  readonly change: string;
  readonly revision: number;
  /** The person who decided. */
  readonly person: string;
  /** The person for whom a delegate decided (P3). */
  readonly for?: string | undefined;
  readonly level: number;
  readonly decision: DecisionChoice;
  readonly reason?: string | undefined;
  readonly decidedAt: Instant;
  /** The asked groups that the person was a member of when they decided. The decision counts for one of them (P2). */
  readonly groups: readonly string[];
  /** Digest of what the person decided on: see `approvalDigest` (H1). */
  readonly digest: string;
  /** The client that brought a decision from another system. */
  readonly client?: string | undefined;
  readonly evidence?: Evidence | undefined;
}

/** The person whose decision it is: the one who was asked, whether they or a delegate of theirs decided (P3). */
export const deciderIn = ({ person, for: giver }: Pick<Approval, 'person' | 'for'>): string => giver ?? person;

/** Whether a vote was given by a person or for the person. Either way the person has no other vote, because one person counts once (P2). */
export const isVoteOf = (vote: Pick<Approval, 'person' | 'for'>, person: string): boolean => vote.person === person || vote.for === person;
