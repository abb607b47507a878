import type { ApprovalRequest } from '../approval/approval.ts';
import type { ApprovalCount } from '../approval/level.ts';
import type { Instant } from '../clock.ts';
import type { ChangeFields, ItemOutcome } from './change-fields.ts';
import type { Risk, RiskReason } from './change-values.ts';
import type { Conflict, ConflictOverride } from './conflict.ts';
import type { AskedBefore, Extension, Retrospective } from './later-approval.ts';
import type { FailureImpairment } from './outcomes.ts';
import type { FrozenScope, ScopeDifference } from './scope.ts';
import type { SubmissionRefusal } from './submission-refusal.ts';

/** The window that was requested for a change: a start and an end, or a length. The window itself is stored in a row of its own. */
export type RequestedTimes = NonNullable<ChangeFields['window']>;

/** The window of a change that was submitted. It has times, also if its start is not agreed (`windowOffer`). */
export type ChangeWindow = RequestedTimes & { readonly start: Instant; readonly end: Instant };

/** A person who is responsible for a client that acted on a change, and since when. */
interface Responsibility {
  readonly person: string;
  readonly since: Instant;
}

/** The fields of all changes. The interface of each status declares which of the optional fields are always set in that status. */
export interface ChangeCore extends Readonly<Omit<ChangeFields, 'items' | 'implementer' | 'links'>> {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Unique and increasing, with gaps (T3). */
  readonly number: string;
  readonly onHold: boolean;
  /** The number of the revision that approvers decide on, from 1. A decision names it. */
  readonly revision: number;
  readonly links: ChangeFields['links'];
  readonly items: readonly string[];
  /** Missing in a draft that Quiesce made for drift (C7). Who submits it becomes its requester. */
  readonly requester?: string | undefined;
  readonly implementer?: string | undefined;
  /** The client that requested the change. Its responsible person does not decide on it (P2). */
  readonly client?: string | undefined;
  /** When the change was last edited after its submission. */
  readonly editedAt?: Instant | undefined;
  /** The actors who edited the draft, or its plan later. People among them do not decide, as the requester does not (P2). */
  readonly authors?: readonly string[] | undefined;
  /** The people who were responsible for a client when it requested, submitted or edited the change (P2). */
  readonly responsibles?: readonly string[] | undefined;
  /** Since when those are who became responsible after the submission. Missing with `responsibles` if the change is older than this field. */
  readonly responsibleSince?: readonly Responsibility[] | undefined;
  /** The name and version of the template by which the change was requested. */
  readonly templateName?: string | undefined;
  readonly templateVersion?: number | undefined;
  readonly risk?: Risk | undefined;
  readonly submittedAt?: Instant | undefined;
  readonly approvalDeadline?: Instant | undefined;
  /** The policy and the people who are asked, as they were at submission (P1, P7). */
  readonly pinned?: ApprovalRequest | undefined;
  /** Over all levels. */
  readonly approvals: ApprovalCount;
  readonly scope?: FrozenScope | undefined;
  readonly scopeDifference?: ScopeDifference | undefined;
  readonly windowId?: string | undefined;
  /** The windows of earlier revisions, which edits of the plan have withdrawn (H6). */
  readonly formerWindows?: readonly string[] | undefined;
  /** When the vote that completed the approvals was given (T8). */
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
  /** When the implementer was reminded to start the change (H11). */
  readonly remindedAt?: Instant | undefined;
  readonly review?: { readonly by: string; readonly note: string; readonly at: Instant } | undefined;
  readonly closedAt?: Instant | undefined;
  /** Who corrected its outcomes after it was closed, the last time, and why (H8). */
  readonly reopened?: { readonly by: string; readonly reason: string; readonly at: Instant } | undefined;
  /** The failed changes because of which it was put on hold: they worked on what an item of this change directly depends on (H8). */
  readonly heldFor?: readonly { readonly change: string; readonly number: string }[] | undefined;
  /** The services and the teams whose figures it counts in, as they were when its work was finished (H9). */
  readonly measuredFor?: { readonly services: readonly string[]; readonly teams: readonly string[] } | undefined;
  /** What its failures had down or degraded at some time, also if another outcome was reported since (L2). */
  readonly impairedServices?: readonly FailureImpairment[] | undefined;
  /** Who cancelled it, and why. */
  readonly ended?: { readonly by: string; readonly reason: string; readonly at: Instant } | undefined;
  /** The rules that determined the risk (H1). A change that was submitted before they were stored has none. */
  readonly riskReasons?: readonly RiskReason[] | undefined;
  /** The conflicts that people have overridden (H2). */
  readonly overrides?: readonly ConflictOverride[] | undefined;
  readonly extension?: Extension | undefined;
  /** The patch schedule of which all occurrences are approved with this change (H5). */
  readonly standingFor?: string | undefined;
  /** Set if the work began before the approval, which only an emergency may do (H7). */
  readonly retrospective?: Retrospective | undefined;
  /** What was asked before an extension was asked for. It is asked again if the extension is rejected. */
  readonly beforeExtension?: AskedBefore | undefined;
  /** Only an `ImportedChange` is. */
  readonly imported?: undefined;
  /** Only a `WalkingChange` is. */
  readonly walking?: undefined;
  /** Why its last submission was refused, if that was found after the request had been answered (H1). */
  readonly refusal?: SubmissionRefusal | undefined;
  /** The highest revision that was ever asked about, if a rejected extension had a higher one than the present. */
  readonly latestRevision?: number | undefined;
  /** The revision of the plan, if an extension of it is in force: then `scope` has the revision of the extension. */
  readonly planRevision?: number | undefined;
}
