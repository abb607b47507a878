import { actorOf, type Caller } from '../../domain/access.ts';
import { type Approval, type DecisionChoice, isAsked, tally } from '../../domain/approval/approval.ts';
import type { Change } from '../../domain/change/change.ts';
import { type Instant, minute, plus } from '../../domain/clock.ts';
import { conflict, DomainError, forbidden, gone } from '../../domain/errors.ts';
import { isActive } from '../../domain/person/person.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { advanceSoon } from '../change/advance-change.ts';
import { type ChangeContext, changeEvent, dueAt, moved } from '../change/context.ts';

export interface DecisionInput {
  readonly decision: DecisionChoice;
  readonly reason?: string | undefined;
  readonly revision: number;
}

/** Why a change cannot be decided on any more: it was possible once (P7). */
const tooLate: Partial<Record<Change['status'], { readonly code: string; readonly why: string }>> = {
  cancelled: { code: 'approval/cancelled', why: 'was cancelled' },
  lapsed: { code: 'approval/lapsed', why: 'lapsed: nobody answered in time' },
  implementing: { code: 'approval/started', why: 'has started' },
  'in-review': { code: 'approval/started', why: 'has started' },
  closed: { code: 'approval/started', why: 'has started' },
};

const assertNotTooLate = ({ status, number }: Change): void => {
  const late = tooLate[status];
  if (late) throw gone(late.code, `${number} ${late.why}`);
};

/** Whether the change is at the step of being decided on (P7). */
const assertAsking = ({ status, number, agreedAt, onHold }: Change): void => {
  if (status !== 'awaiting-approval') throw conflict('change/not-awaiting-approval', `${number} is ${status}`);
  if (agreedAt !== undefined) throw conflict('change/not-awaiting-approval', `${number} is agreed already`);
  if (onHold) throw conflict('change/on-hold', `${number} is on hold`);
};

/** Whether what was decided on is what is asked, in time (P4, P7). */
const assertCurrent = (change: Change, revision: number, now: Instant): void => {
  if (revision !== change.revision)
    throw conflict('approval/outdated-revision', `revision ${revision} was decided on, ${change.revision} is asked`);
  const { approvalDeadline } = change;
  if (approvalDeadline !== undefined && now >= approvalDeadline)
    throw gone('approval/deadline-passed', `the deadline was ${approvalDeadline}`);
};

/** Whether this person may decide on it (P2). Roles do not matter, eligibility does. */
const assertEligible = (change: Change, person: string): void => {
  if (person === change.requester || person === change.onBehalfOf)
    throw forbidden('approval/own-change', 'nobody approves their own change');
  if (person === change.implementer) throw forbidden('approval/implementer', 'who implements a change does not decide on it');
  if (!change.pinned || !isAsked(change.pinned, person))
    throw forbidden('approval/not-eligible', 'you were not asked to decide on this change');
};

/** Members are pinned at submission, and leavers go: who was taken out of every group that asks decides no more (P7). */
const assertStillMember = async ({ contactGroups }: ChangeContext, { pinned }: Change, voter: string): Promise<void> => {
  const asking = (pinned?.groups ?? []).filter(({ eligible }) => eligible.includes(voter)).map(({ group }) => group);
  const groups = await contactGroups.findMany(asking);
  if (groups.some(({ members }) => members.some(({ person }) => person === voter))) return;
  throw forbidden('approval/not-eligible', 'you are no member of a group that is asked any more');
};

const assertReason = ({ decision, reason }: DecisionInput): void => {
  if (decision !== 'reject' || (reason !== undefined && reason.trim() !== '')) return;
  const detail = 'a rejection needs a reason';
  throw new DomainError('invalid', 'approval/reason-required', detail, { errors: [{ pointer: '/reason', code: 'required', detail }] });
};

/** A refusal withdraws the window with it. */
const withdrawal = async ({ windows, clock }: ChangeContext, change: Change): Promise<readonly Write[]> => {
  if (change.windowId === undefined) return [];
  const window = await windows.get(change.windowId);
  const now = clock.now();
  return [windows.save({ ...window, version: window.version + 1, updatedAt: now, withdrawnAt: now })];
};

/** Everything that a vote is judged by, read afresh. @throws DomainError as the checks above */
const judge = async (context: ChangeContext, id: string, input: DecisionInput, voter: string) => {
  const { changes, people, clock } = context;
  const change = await changes.get(id);
  const now = clock.now();
  assertNotTooLate(change);
  const votes = await changes.decisions(id, change.revision);
  if (votes.some(({ person }) => person === voter)) throw conflict('approval/already-decided', 'you decided on this revision already');
  assertAsking(change);
  assertCurrent(change, input.revision, now);
  assertEligible(change, voter);
  await assertStillMember(context, change, voter);
  assertReason(input);
  const person = await people.get(voter);
  if (!isActive(person, now.slice(0, 10))) throw forbidden('approval/not-eligible', 'who left does not decide');
  return { change, votes, person, now };
};

/** The change as a vote leaves it, and what is said of it. */
const counted = async (
  context: ChangeContext,
  change: Change,
  votes: readonly Approval[],
  actor: string,
): Promise<{ next: Change; writes: readonly Write[] }> => {
  const now = context.clock.now();
  const { given, outcome } = change.pinned ? tally(change.pinned, votes) : { given: 0, outcome: 'open' as const };
  const approvals = { needed: change.approvals.needed, given };
  if (outcome === 'agreed') {
    const next = moved(context, change, { approvals, agreedAt: now });
    // Should this request die before it schedules, the sweep does it a minute on (T8).
    return {
      next,
      writes: [changeEvent(context, 'ChangeApproved', { change: next, actor }), dueAt(context, 'advance', change.id, plus(now, minute))],
    };
  }
  if (outcome === 'refused') {
    const next = moved(context, change, { approvals, status: 'rejected' });
    return { next, writes: [changeEvent(context, 'ChangeRejected', { change: next, actor }), ...(await withdrawal(context, change))] };
  }
  return { next: moved(context, change, { approvals }), writes: [] };
};

/**
 * One vote (P7): conditions the change on what was read, the voter's row on its version; on a conflict it is judged again on fresh rows,
 * so that two approvers at once both count. The vote that completes the quorum sets `agreedAt`; scheduling is tried at once (T8).
 * @throws DomainError see the checks above; conflict `approval/already-decided` for a second vote of one person
 */
export const decideOnChange =
  (context: ChangeContext) =>
  async (id: string, input: DecisionInput, caller: Caller): Promise<Change> => {
    if (caller.kind !== 'person') throw forbidden('approval/persons-only', 'only persons decide');
    const { changes, people, store, ids } = context;
    const actor = actorOf(caller);
    const voted = await onFreshRows(async (): Promise<Change> => {
      const { change, votes, person, now } = await judge(context, id, input, caller.id);
      const approval: Approval = {
        id: ids.next(),
        version: 1,
        change: id,
        revision: change.revision,
        person: caller.id,
        level: 1,
        decision: input.decision,
        ...(input.reason ? { reason: input.reason } : {}),
        decidedAt: now,
        digest: change.scope?.digest ?? '',
      };
      const { next, writes } = await counted(context, change, [...votes, approval], actor);
      await store.commit([
        ...changes.save(next, change),
        changes.saveDecision(approval),
        people.unchanged(person),
        changeEvent(context, 'DecisionMade', { change: next, actor, body: { decision: approval.decision } }),
        ...writes,
      ]);
      return next;
    });
    return voted.agreedAt === undefined ? voted : advanceSoon(context)(voted);
  };
