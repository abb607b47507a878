import type { Approval } from '../../domain/approval/approval.ts';
import { tally } from '../../domain/approval/tally.ts';
import type { Change } from '../../domain/change/change.ts';
import { updated } from '../../domain/change/change-transitions.ts';
import type { ExtendableChange, ExtendingChange } from '../../domain/change/extension.ts';
import { type Instant, minute, plus } from '../../domain/clock.ts';
import type { Write } from '../../domain/store.ts';
import { type ChangeContext, changeEvent, dueAt } from '../change/context.ts';

/** The votes on an extension, and the actor of the last one. */
interface ExtensionVotes {
  readonly change: ExtendingChange;
  readonly votes: readonly Approval[];
  readonly now: Instant;
  readonly actor: string;
}

/** A change that asks for an extension after the votes on it are counted (W2). Whatever the result, the approved window goes on. */
export const countExtensionVotes = (
  context: ChangeContext,
  { change, votes, now, actor }: ExtensionVotes,
): { next: Change; writes: readonly Write[] } => {
  const { given, outcome } = tally(change.pinned, votes);
  const approvals = { needed: change.approvals.needed, given };
  const extension = outcome === 'rejected' ? undefined : { ...change.extension, agreedAt: outcome === 'agreed' ? now : undefined };
  const next: ExtendableChange = updated<'extend', ExtendableChange>(change, 'extend', { approvals, extension }, now);
  if (outcome === 'rejected') return { next, writes: [changeEvent(context, 'ExtensionRejected', { change: next, actor })] };
  // If this request fails before the extension is scheduled, the sweep schedules it a minute later (T8).
  return { next, writes: outcome === 'agreed' ? [dueAt(context, 'advance', change.id, plus(now, minute))] : [] };
};
