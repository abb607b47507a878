import { isVoteOf } from '../../domain/approval/approval.ts';
import { levelAsked } from '../../domain/approval/level.ts';
import { tally } from '../../domain/approval/tally.ts';
import type { Change } from '../../domain/change/change.ts';
import { updated } from '../../domain/change/change-transitions.ts';
import type { StartedEmergency } from '../../domain/change/emergency.ts';
import { system } from '../../domain/event/event.ts';
import type { Write } from '../../domain/store.ts';
import { stateOf } from '../../domain/window/window.ts';
import { withdrawWindow } from '../../domain/window/window-transitions.ts';
import { type ChangeContext, changeEvent, windowOf, windowWrites } from '../change/context.ts';
import { unauthorizedWrites } from '../change/flag-unauthorized.ts';
import type { VoteCount } from './count-votes.ts';

/** The withdrawal of a window that is in force. One that has ended stays as it was: what it held is decided already. */
const withdrawalInForce = async (context: ChangeContext, change: StartedEmergency, actor: string): Promise<readonly Write[]> => {
  const now = context.clock.now();
  const window = await windowOf(context, change.windowId);
  if (stateOf(window, now, context.windows.restoreEpoch) !== 'in-force') return [];
  const fact = { change, actor };
  return [...windowWrites(context, withdrawWindow(window, now), fact), changeEvent(context, 'WindowWithdrawn', fact)];
};

/**
 * An emergency that was started before its approval, after the votes on it are counted (H7). The vote of who started it does not count.
 * Approved, it is a change like any other. Rejected, its window is withdrawn, and its work was unauthorized.
 */
export const countRetrospectiveVotes = async (
  context: ChangeContext,
  { change, votes, departures, now, actor, asked = levelAsked(change) }: VoteCount<StartedEmergency>,
): Promise<{ next: Change; writes: readonly Write[] }> => {
  const { retrospective } = change;
  const counted = votes.filter((vote) => !isVoteOf(vote, retrospective.by));
  const { needed, given, level, outcome } = tally(change.pinned, counted, { asked, departures });
  const approvals = { needed, given, ...(level > 1 ? { level } : {}) };
  const judged = (state: StartedEmergency['retrospective']['state']): StartedEmergency =>
    updated<'judge', StartedEmergency>(change, 'judge', { approvals, retrospective: { ...retrospective, state } }, now);
  if (outcome === 'agreed') {
    const next = judged('approved');
    return { next, writes: [changeEvent(context, 'ChangeApproved', { change: next, actor })] };
  }
  if (outcome === 'rejected') {
    const next = judged('rejected');
    return { next, writes: [...(await withdrawalInForce(context, next, actor)), ...unauthorizedWrites(context, next, actor)] };
  }
  const next = judged('awaiting');
  const isNextAsked = level > levelAsked(change);
  return { next, writes: isNextAsked ? [changeEvent(context, 'ApprovalRequested', { change: next, actor: system })] : [] };
};
