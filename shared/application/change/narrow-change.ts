import { actorOf, type Caller } from '../../domain/access.ts';
import type { AwaitingChange, ScheduledChange } from '../../domain/change/change.ts';
import type { ChangeWindow } from '../../domain/change/change-core.ts';
import { startReminder } from '../../domain/change/change-guards.ts';
import { updated } from '../../domain/change/change-transitions.ts';
import type { EditedFields } from '../../domain/change/edit-kind.ts';
import { chunksOf, digestOf, footprintOf, servicesOfChunks } from '../../domain/change/scope.ts';
import { hasOffer } from '../../domain/change/window-offer.ts';
import { plus } from '../../domain/clock.ts';
import { footprintWithin } from '../../domain/reservation/footprint.ts';
import type { Write } from '../../domain/store.ts';
import { type Mask, maskOf, without } from '../../domain/window/mask.ts';
import { liftedMask, type Window } from '../../domain/window/window.ts';
import { narrowWindow } from '../../domain/window/window-transitions.ts';
import { type ChangeContext, dueAt, windowOf, windowWrites } from './context.ts';

/** A change that may be narrowed: one that is being assessed has no votes to keep, and is assessed again. */
type NarrowableChange = AwaitingChange | ScheduledChange;

/** A narrowed change, and its writes. Those of the narrower scope come first. */
interface NarrowedChange {
  readonly change: NarrowableChange;
  readonly scope: readonly Write[];
  readonly writes: readonly Write[];
}

/**
 * The frozen scope without the CIs that only removed named CIs brought in, and its footprint. Nothing is walked: it never has more than was
 * approved.
 */
const narrowedScope = async ({ changes }: ChangeContext, change: NarrowableChange, items: readonly string[], removed: Mask) => {
  const { id, scope } = change;
  if (removed === 0) return { scope, writes: [] };
  const chunks = await changes.scopeChunks(id, scope.revision, scope.digest);
  const left = chunks
    .flatMap((chunk) => chunk.items)
    .map(({ item, mask }) => ({ item, mask: without(mask, removed) }))
    .filter(({ mask }) => mask !== 0);
  const digest = digestOf(left);
  const footprint = footprintWithin(
    footprintOf(chunks, change.items),
    left.map(({ item }) => item),
  );
  return {
    scope: { ...scope, digest, count: left.length },
    writes: chunksOf(
      { change: id, revision: scope.revision, digest },
      { scope: left, footprint, services: servicesOfChunks(chunks) ?? [] },
      items,
    ).map(changes.saveScope),
  };
};

/** The mask of the named CIs of the window that the change names no more. */
const removedMask = ({ named }: Window, items: readonly string[]): Mask =>
  maskOf(
    named,
    named.filter((item) => !items.includes(item)),
  );

const timesOf = ({ start, end, length }: ChangeWindow) => ({ start, end, length });

/** The rows that make the sweep open and close a scheduled window at its new times. */
const newTimes = (context: ChangeContext, change: NarrowableChange): readonly Write[] => {
  const { id, status, window } = change;
  const due = (at: string) => dueAt(context, 'advance', id, at);
  if (status !== 'scheduled' || hasOffer(change)) return [];
  return [due(window.start), due(window.end), ...(window.mode === 'planned' ? [due(plus(window.start, startReminder))] : [])];
};

/**
 * Prepares an edit that leaves less than was approved: the votes count on, and the window is narrowed with the change (H6). It writes
 * nothing: the caller commits everything in one transaction.
 */
export const narrowChange =
  (context: ChangeContext) =>
  async (change: NarrowableChange, fields: EditedFields, caller: Caller): Promise<NarrowedChange> => {
    const now = context.clock.now();
    const window = await windowOf(context, change.windowId);
    const { items } = fields;
    // The times in which a window of a length may be started stay as they are.
    const requested = fields.window ?? change.window;
    const { start = change.window.start, end = change.window.end } = requested;
    const wanted: ChangeWindow = { ...requested, start, end };
    const removed = removedMask(window, items);
    const { scope, writes } = await narrowedScope(context, change, items, removed);
    const next: NarrowableChange = updated(change, 'narrow', { ...fields, window: wanted, scope, editedAt: now }, now);
    const actor = actorOf(caller);
    const reason = 'the change was edited and no longer names these items';
    const body = { items: change.items.filter((item) => !items.includes(item)), reason };
    const notLifted = without(removed, liftedMask(window));
    const step = narrowWindow(window, { ...timesOf(wanted), removed: notLifted, by: actor, reason }, now);
    return {
      change: next,
      scope: writes,
      writes: [...windowWrites(context, step, { change: next, actor, body }), ...newTimes(context, next)],
    };
  };
