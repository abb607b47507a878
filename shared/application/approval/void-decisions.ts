import type { Approval, Withdrawal } from '../../domain/approval/approval.ts';
import { deadlineOf } from '../../domain/approval/deadline.ts';
import { levelAsked } from '../../domain/approval/level.ts';
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
import { promptWrites } from './prompt-approvers.ts';
import { readDepartures } from './read-departures.ts';

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
  { approvals, actor, now }: { readonly approvals: Change['approvals']; readonly actor: string; readonly now: Instant },
): Promise<ChangeStep> => {
  const approvalDeadline = deadlineOf(change.window, now, change.pinned.deadline);
  const open = { approvals, agreedAt: undefined, scheduledAt: undefined, conflicts: [], approvalDeadline };
  const next = moved(change, 'withdraw', { ...open, status: 'awaiting-approval' }, now);
  const fact = { change: next, actor };
  const window = change.status === 'scheduled' ? await windowOf(context, change.windowId) : undefined;
  return {
    next,
    writes: [
      ...(window ? [...windowWrites(context, unscheduleWindow(window, now), fact), changeEvent(context, 'WindowWithdrawn', fact)] : []),
      ...promptWrites(context, next),
      dueAt(context, 'advance', change.id, approvalDeadline),
      dueAt(context, 'workflow', change.id, nextCheckAt(now)),
    ],
  };
};

/** The change with the decisions that are left. A level of which a decision is void is counted again, and so are those after it (P1). */
const recount = async (
  context: ChangeContext,
  change: VotedChange,
  { voided, remaining, withdrawal: { by, at } }: VoidedDecisions,
): Promise<ChangeStep> => {
  const asked = Math.min(levelAsked(change), ...voided.map(({ level }) => level));
  const recounted = change.pinned.groups.filter(({ level }) => level >= asked && level <= levelAsked(change));
  const { departures, groups } = await readDepartures(context, change, recounted);
  const count = { votes: remaining, departures, now: at, actor: by, asked };
  const unchanged = groups.map(context.contactGroups.unchanged);
  const withUnchanged = ({ next, writes }: ChangeStep): ChangeStep => ({ next, writes: [...unchanged, ...writes] });
  if (isExtending(change)) return withUnchanged(countExtensionVotes(context, { ...count, change }));
  if (change.status === 'implementing') throw new Error(`${change.number} has started and asks for no extension`);
  if (change.status === 'awaiting-approval' && !isApproved(change)) return withUnchanged(await countVotes(context, { ...count, change }));
  const { needed, given, level, outcome } = tally(change.pinned, remaining, { asked, departures });
  const approvals = { needed, given, ...(level > 1 ? { level } : {}) };
  return withUnchanged(
    outcome === 'agreed'
      ? { next: updated(change, 'withdraw', { approvals }, at), writes: [] }
      : await loseApproval(context, change, { approvals, actor: by, now: at }),
  );
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
