import type { Approval } from '../../domain/approval/approval.ts';
import { tally } from '../../domain/approval/tally.ts';
import type { AwaitingChange, Change } from '../../domain/change/change.ts';
import { moved, updated } from '../../domain/change/change-transitions.ts';
import { type Instant, minute, plus } from '../../domain/clock.ts';
import type { Write } from '../../domain/store.ts';
import { type ChangeContext, changeEvent, dueAt, withdrawalWrites } from '../change/context.ts';

/** An undecided change after its votes are counted, and the writes that result from it. */
export const countVotes = async (
  context: ChangeContext,
  { change, votes, now, actor }: { change: AwaitingChange; votes: readonly Approval[]; now: Instant; actor: string },
): Promise<{ next: Change; writes: readonly Write[] }> => {
  const { given, outcome } = tally(change.pinned, votes);
  const approvals = { needed: change.approvals.needed, given };
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
  return { next: updated(change, 'decide', { approvals }, now), writes: [] };
};
