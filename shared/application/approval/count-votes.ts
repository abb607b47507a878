import type { Approval } from '../../domain/approval/approval.ts';
import { levelAsked } from '../../domain/approval/level.ts';
import { type Departures, tally } from '../../domain/approval/tally.ts';
import type { AwaitingChange, Change } from '../../domain/change/change.ts';
import { moved, updated } from '../../domain/change/change-transitions.ts';
import { type Instant, minute, plus } from '../../domain/clock.ts';
import { system } from '../../domain/event/event.ts';
import type { Write } from '../../domain/store.ts';
import { type ChangeContext, changeEvent, dueAt, withdrawalWrites } from '../change/context.ts';

/** The votes on a change with what they are counted with, and the actor of the last one. */
export interface VoteCount<Counted extends Change> {
  readonly change: Counted;
  readonly votes: readonly Approval[];
  readonly departures: Departures;
  readonly now: Instant;
  readonly actor: string;
  /** The first level that may still be open. @default the level that is asked now */
  readonly asked?: number;
}

/** An undecided change after its votes are counted, and the writes that result from it. A level that is complete lets the next one be asked (P1). */
export const countVotes = async (
  context: ChangeContext,
  { change, votes, departures, now, actor, asked = levelAsked(change) }: VoteCount<AwaitingChange>,
): Promise<{ next: Change; writes: readonly Write[] }> => {
  const { needed, given, level, outcome } = tally(change.pinned, votes, { asked, departures });
  const approvals = { needed, given, ...(level > 1 ? { level } : {}) };
  if (outcome === 'agreed') {
    const next = updated(change, 'agree', { approvals, agreedAt: now }, now);
    // If this request fails before it schedules the change, the sweep schedules it a minute later (T8).
    const due = dueAt(context, 'advance', change.id, plus(now, minute));
    return { next, writes: [changeEvent(context, 'ChangeApproved', { change: next, actor }), due] };
  }
  if (outcome === 'rejected') {
    const next = moved(change, 'reject', { status: 'rejected', approvals }, now);
    const fact = { change: next, actor };
    return { next, writes: [changeEvent(context, 'ChangeRejected', fact), ...(await withdrawalWrites(context, fact))] };
  }
  const next = updated(change, 'decide', { approvals }, now);
  const isNextAsked = level > levelAsked(change);
  return { next, writes: isNextAsked ? [changeEvent(context, 'ApprovalRequested', { change: next, actor: system })] : [] };
};
