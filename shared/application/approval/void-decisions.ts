import type { Approval, Withdrawal } from '../../domain/approval/approval.ts';
import { deadlineOf } from '../../domain/approval/deadline.ts';
import { tally } from '../../domain/approval/tally.ts';
import { type AwaitingChange, type Change, type ImplementingChange, isApproved, type ScheduledChange } from '../../domain/change/change.ts';
import { moved, updated } from '../../domain/change/change-transitions.ts';
import { isExtending } from '../../domain/change/extension.ts';
import { nextCheckAt } from '../../domain/change/workflow-run.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Write } from '../../domain/store.ts';
import { unscheduleWindow } from '../../domain/window/window-transitions.ts';
import { type ChangeContext, changeEvent, dueAt, windowOf, windowWrites } from '../change/context.ts';
import { countExtensionVotes } from './count-extension-votes.ts';
import { countVotes } from './count-votes.ts';

/** A change on which people may have decided. An implementing one has decisions on its extension. */
export type VotedChange = AwaitingChange | ScheduledChange | ImplementingChange;

/** The decisions that count no more, those that are left, and why. */
interface VoidedDecisions {
  readonly voided: readonly Approval[];
  readonly remaining: readonly Approval[];
  readonly withdrawal: Withdrawal;
}

interface ChangeStep {
  readonly next: Change;
  readonly writes: readonly Write[];
}

/** The change is not approved any more: it awaits approval again, and its window is not in force at any time. */
const loseApproval = async (
  context: ChangeContext,
  change: AwaitingChange | ScheduledChange,
  { given, actor, now }: { readonly given: number; readonly actor: string; readonly now: Instant },
): Promise<ChangeStep> => {
  const approvalDeadline = deadlineOf(change.window, now);
  const open = { approvals: { ...change.approvals, given }, agreedAt: undefined, scheduledAt: undefined, conflicts: [], approvalDeadline };
  const next = moved(change, 'withdraw', { ...open, status: 'awaiting-approval' }, now);
  const fact = { change: next, actor };
  const window = change.status === 'scheduled' ? await windowOf(context, change.windowId) : undefined;
  return {
    next,
    writes: [
      ...(window ? [...windowWrites(context, unscheduleWindow(window, now), fact), changeEvent(context, 'WindowWithdrawn', fact)] : []),
      dueAt(context, 'advance', change.id, approvalDeadline),
      dueAt(context, 'workflow', change.id, nextCheckAt(now)),
    ],
  };
};

/** The change with the decisions that are left. */
const recount = async (
  context: ChangeContext,
  change: VotedChange,
  { remaining, withdrawal: { by, at } }: VoidedDecisions,
): Promise<ChangeStep> => {
  if (isExtending(change)) return countExtensionVotes(context, { change, votes: remaining, now: at, actor: by });
  if (change.status === 'implementing') throw new Error(`${change.number} has started and asks for no extension`);
  if (change.status === 'awaiting-approval' && !isApproved(change))
    return countVotes(context, { change, votes: remaining, now: at, actor: by });
  const { given, outcome } = tally(change.pinned, remaining);
  if (outcome !== 'agreed') return loseApproval(context, change, { given, actor: by, now: at });
  return { next: updated(change, 'withdraw', { approvals: { ...change.approvals, given } }, at), writes: [] };
};

/**
 * Counts the votes of a change again without some decisions, which are kept as withdrawn (P7). If the change is not approved any more, its
 * window is withdrawn in the same transaction. It writes nothing: the caller commits everything, with the change itself.
 */
export const voidDecisions = async (context: ChangeContext, change: VotedChange, voided: VoidedDecisions): Promise<ChangeStep> => {
  const { next, writes } = await recount(context, change, voided);
  const { by, reason } = voided.withdrawal;
  return {
    next,
    writes: [
      ...voided.voided.flatMap((decision) => context.changes.withdrawDecision(decision, voided.withdrawal)),
      ...voided.voided.map(({ id, person, decision }) =>
        changeEvent(context, 'DecisionWithdrawn', { change: next, actor: by, body: { decisionId: id, person, decision, reason } }),
      ),
      ...writes,
    ],
  };
};
