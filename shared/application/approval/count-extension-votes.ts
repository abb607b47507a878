import { levelAsked } from '../../domain/approval/level.ts';
import { tally } from '../../domain/approval/tally.ts';
import type { Change } from '../../domain/change/change.ts';
import { updated } from '../../domain/change/change-transitions.ts';
import { type ExtendableChange, type ExtendingChange, withoutExtension } from '../../domain/change/extension.ts';
import { minute, plus } from '../../domain/clock.ts';
import { system } from '../../domain/event/event.ts';
import type { Write } from '../../domain/store.ts';
import { type ChangeContext, changeEvent, dueAt } from '../change/context.ts';
import type { VoteCount } from './count-votes.ts';

/**
 * A change that asks for an extension after the votes on it are counted (W2). Whatever the result, the approved window goes on. A level that
 * is complete lets the next one be asked (P1).
 */
export const countExtensionVotes = (
  context: ChangeContext,
  { change, votes, departures, now, actor, asked = levelAsked(change) }: VoteCount<ExtendingChange>,
): { next: Change; writes: readonly Write[] } => {
  const { needed, given, level, outcome } = tally(change.pinned, votes, { asked, departures });
  const approvals = { needed, given, ...(level > 1 ? { level } : {}) };
  const extension = { ...change.extension, agreedAt: outcome === 'agreed' ? now : undefined };
  const fields = outcome === 'rejected' ? withoutExtension(change) : { approvals, extension };
  const next: ExtendableChange = updated<'extend', ExtendableChange>(change, 'extend', fields, now);
  if (outcome === 'rejected') return { next, writes: [changeEvent(context, 'ExtensionRejected', { change: next, actor })] };
  // If this request fails before the extension is scheduled, the sweep schedules it a minute later (T8).
  if (outcome === 'agreed') return { next, writes: [dueAt(context, 'advance', change.id, plus(now, minute))] };
  const isNextAsked = level > levelAsked(change);
  return { next, writes: isNextAsked ? [changeEvent(context, 'ApprovalRequested', { change: next, actor: system })] : [] };
};
