import type { AwaitingChange, Change } from '../../domain/change/change.ts';
import type { Conflict } from '../../domain/change/change-fields.ts';
import { type SchedulableChange, startReminder } from '../../domain/change/change-guards.ts';
import { moved, updated } from '../../domain/change/change-transitions.ts';
import type { ExtendableChange } from '../../domain/change/extension.ts';
import { type Instant, instantOf, millis, minute, plus } from '../../domain/clock.ts';
import { system } from '../../domain/event/event.ts';
import { monthsOf } from '../../domain/reservation/reservation.ts';
import type { Write } from '../../domain/store.ts';
import { scheduleWindow } from '../../domain/window/window-transitions.ts';
import { type ChangeContext, changeEvent, dueAt, windowWrites } from './context.ts';
import { findConflicts } from './find-conflicts.ts';

/** The most conflicts that are stored. A window may overlap any number of short ones. */
const maxConflicts = 20;

const isSame = (one: readonly Conflict[], other: readonly Conflict[]): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The row for the next attempt. It is due at a full minute and has a fixed id, so a second request overwrites it. */
const nextTry = ({ clock, dues }: ChangeContext, change: Pick<Change, 'id'>): Write => {
  const at = instantOf(Math.ceil(millis(plus(clock.now(), minute)) / minute) * minute);
  return dues.save({ id: 'retry', lane: 'minute', at, duty: 'advance', subject: change.id, version: 1 });
};

/**
 * Stores conflicts once. The change keeps its votes and its status, and is tried again in a minute (T8): a change that awaits approval, or an
 * extension.
 */
export const blockChange = async (
  context: ChangeContext,
  change: AwaitingChange | ExtendableChange,
  found: readonly Conflict[],
): Promise<Change> => {
  const { changes, store, clock } = context;
  const conflicts = found.slice(0, maxConflicts);
  await store.writeOnce([nextTry(context, change)]);
  if (isSame(change.conflicts, conflicts)) return change;
  const next =
    change.status === 'awaiting-approval'
      ? updated(change, 'block', { conflicts }, clock.now())
      : updated<'extend', ExtendableChange>(change, 'extend', { conflicts }, clock.now());
  const body = { conflicts: conflicts.map((conflict) => conflict.change) };
  await store.commit([...changes.save(next, change), changeEvent(context, 'SchedulingBlocked', { change: next, actor: system, body })]);
  return next;
};

/**
 * Schedules an approved change (T8). It reads the versions of the months, then the overlapping reservations, and then commits a transaction
 * that increments those versions and schedules the window. Of two conflicting changes, the second one finds the first one.
 * `now` is the time at which the change may be scheduled.
 * @throws StaleWrite if a row has changed since it was read; read and decide again
 */
export const scheduleChange =
  (context: ChangeContext) =>
  async (change: SchedulableChange, now: Instant): Promise<Change> => {
    const { changes, windows, reservations, store } = context;
    const { start, end, suppress } = change.window;
    const versions = await reservations.versions(monthsOf(start, end));
    const found = await findConflicts(context)({ window: change.windowId, items: change.items, start, end, suppress });
    if (found.length > 0) return blockChange(context, change, found);
    const window = await windows.get(change.windowId);
    const scheduled = moved(change, 'schedule', { status: 'scheduled', scheduledAt: now, conflicts: [] }, now);
    const fact = { change: scheduled, actor: system };
    await store.commit([
      ...changes.save(scheduled, change),
      ...windowWrites(context, scheduleWindow(window, { agreedAt: change.agreedAt, restoreEpoch: windows.restoreEpoch }, now), fact),
      ...versions.map((version) => reservations.saveVersion({ ...version, version: version.version + 1 })),
      changeEvent(context, 'ChangeScheduled', fact),
      dueAt(context, 'advance', change.id, start),
      dueAt(context, 'advance', change.id, end),
      ...(window.mode === 'planned' ? [dueAt(context, 'advance', change.id, plus(start, startReminder))] : []),
    ]);
    return scheduled;
  };
