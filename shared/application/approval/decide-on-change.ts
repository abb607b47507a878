import { actorOf, type Caller } from '../../domain/access.ts';
import type { Approval, DecisionChoice } from '../../domain/approval/approval.ts';
import { closedForDecisions } from '../../domain/approval/closed-for-decisions.ts';
import { eligibilityOf } from '../../domain/approval/eligibility.ts';
import { tally } from '../../domain/approval/tally.ts';
import type { AwaitingChange, Change } from '../../domain/change/change.ts';
import { fitFor, moved, updated } from '../../domain/change/change-transitions.ts';
import { type Instant, minute, plus } from '../../domain/clock.ts';
import { forbidden, invalid } from '../../domain/errors.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { advanceSoon } from '../change/advance-change.ts';
import { type ChangeContext, changeEvent, dueAt, withdrawalWrites } from '../change/context.ts';
import { readVoter } from './read-voter.ts';

export interface DecisionInput {
  readonly decision: DecisionChoice;
  readonly reason?: string | undefined;
  readonly revision: number;
}

const assertReason = ({ decision, reason }: DecisionInput): void => {
  if (decision !== 'reject' || (reason !== undefined && reason.trim() !== '')) return;
  throw invalid('/reason', 'approval/reason-required', 'a rejection needs a reason');
};

/** Reads everything that a vote is judged by, and judges it. @throws DomainError why the change is closed, or the voter not eligible */
const judge = async (context: ChangeContext, id: string, input: DecisionInput, caller: string) => {
  const { changes, contactGroups, people, clock } = context;
  const found = await changes.get(id);
  const now = clock.now();
  const votes = await changes.decisions(id, found.revision);
  const closed = closedForDecisions({ change: found, revision: input.revision, own: votes.find(({ person }) => person === caller), now });
  if (closed) throw closed;
  const change = fitFor(found, 'decide');

  const person = await people.get(caller);
  const { voter, groups } = await readVoter(context, change, person);
  const refusal = eligibilityOf(change, voter);
  if (refusal) throw refusal;
  assertReason(input);
  // The rows that make the voter eligible: a vote counts only while they are as they were read (P7).
  const unchanged = [people.unchanged(person), ...groups.map(contactGroups.unchanged)];
  return { change, votes, unchanged, now };
};

/** The change as a vote leaves it, with the writes that follow from it. */
const counted = async (
  context: ChangeContext,
  { change, votes, now, actor }: { change: AwaitingChange; votes: readonly Approval[]; now: Instant; actor: string },
): Promise<{ next: Change; writes: readonly Write[] }> => {
  const { given, outcome } = tally(change.pinned, votes);
  const approvals = { needed: change.approvals.needed, given };
  if (outcome === 'agreed') {
    const next = updated(change, 'agree', { approvals, agreedAt: now }, now);
    // Should this request fail before it schedules the change, the sweep does it a minute later (T8).
    const due = dueAt(context, 'advance', change.id, plus(now, minute));
    return { next, writes: [changeEvent(context, 'ChangeApproved', { change: next, actor }), due] };
  }
  if (outcome === 'rejected') {
    const next = moved(change, 'reject', { status: 'rejected', approvals }, now);
    const fact = { change: next, actor };
    return { next, writes: [changeEvent(context, 'ChangeRejected', fact), ...(await withdrawalWrites(context, fact))] };
  }
  return { next: updated(change, 'decide', { approvals }, now), writes: [] };
};

/**
 * Takes one vote (P7). The transaction is conditional on the change, the voter and the groups that ask the voter; on a conflict the vote is
 * judged again on fresh rows, so that two approvers at once both count. The vote that completes the approvals sets `agreedAt`, and
 * scheduling is tried at once (T8).
 * @throws DomainError see `closedForDecisions` and `eligibilityOf`; forbidden `approval/persons-only`; invalid `approval/reason-required`
 */
export const decideOnChange =
  (context: ChangeContext) =>
  async (id: string, input: DecisionInput, caller: Caller): Promise<Change> => {
    if (caller.kind !== 'person') throw forbidden('approval/persons-only', 'only persons decide');
    const { changes, store, ids } = context;
    const actor = actorOf(caller);
    const voted = await onFreshRows(async (): Promise<Change> => {
      const { change, votes, unchanged, now } = await judge(context, id, input, caller.id);
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
        digest: change.scope.digest,
      };
      const { next, writes } = await counted(context, { change, votes: [...votes, approval], now, actor });
      await store.commit([
        ...changes.save(next, change),
        changes.saveDecision(approval),
        ...unchanged,
        changeEvent(context, 'DecisionMade', { change: next, actor, body: { decision: approval.decision } }),
        ...writes,
      ]);
      return next;
    });
    return voted.agreedAt === undefined ? voted : advanceSoon(context)(voted);
  };
