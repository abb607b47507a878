import type { AwaitingChange, Change } from '../../domain/change/change.ts';
import { type SchedulableChange, startReminder } from '../../domain/change/change-guards.ts';
import { moved, updated } from '../../domain/change/change-transitions.ts';
import { type Conflict, isBlocking } from '../../domain/change/conflict.ts';
import type { ExtendableChange } from '../../domain/change/extension.ts';
import { hasOffer, offerLife } from '../../domain/change/window-offer.ts';
import { type Instant, instantOf, millis, minute, plus } from '../../domain/clock.ts';
import { system } from '../../domain/event/event.ts';
import { contestedIn } from '../../domain/reservation/footprint.ts';
import type { Write } from '../../domain/store.ts';
import { scheduleWindow } from '../../domain/window/window-transitions.ts';
import { type ChangeContext, changeEvent, dueAt, windowWrites } from './context.ts';
import { findConflicts, readAskedWork } from './find-conflicts.ts';

/** Whether the same conflicts block the change as before. Warnings may come and go in the meantime. */
const isSame = (one: readonly Conflict[], other: readonly Conflict[]): boolean =>
  JSON.stringify(one.filter(isBlocking)) === JSON.stringify(other.filter(isBlocking));

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
  conflicts: readonly Conflict[],
): Promise<Change> => {
  const { changes, store, clock } = context;
  await store.writeOnce([nextTry(context, change)]);
  if (isSame(change.conflicts, conflicts)) return change;
  const next =
    change.status === 'awaiting-approval'
      ? updated(change, 'block', { conflicts }, clock.now())
      : updated<'extend', ExtendableChange>(change, 'extend', { conflicts }, clock.now());
  const body = { conflicts: conflicts.filter(isBlocking).flatMap(({ change: other, freeze }) => other ?? freeze ?? []) };
  await store.commit([...changes.save(next, change), changeEvent(context, 'SchedulingBlocked', { change: next, actor: system, body })]);
  return next;
};

/**
 * Schedules an approved change whose start is not agreed. It reserves nothing: whoever implements it may start it for a day, and the start
 * looks for conflicts (T8).
 */
const scheduleOffer = async (context: ChangeContext, change: SchedulableChange, now: Instant): Promise<Change> => {
  const { changes, windows, store } = context;
  const end = plus(now, offerLife);
  const offered = { ...change.window, end };
  const scheduled = moved(change, 'schedule', { status: 'scheduled', scheduledAt: now, conflicts: [], window: offered }, now);
  const fact = { change: scheduled, actor: system };
  const step = scheduleWindow(
    await windows.get(change.windowId),
    { agreedAt: change.agreedAt, restoreEpoch: windows.restoreEpoch, end },
    now,
  );
  await store.commit([
    ...changes.save(scheduled, change),
    ...windowWrites(context, step, fact),
    changeEvent(context, 'ChangeScheduled', fact),
    dueAt(context, 'advance', change.id, end),
  ]);
  return scheduled;
};

/**
 * Schedules an approved change (T8). It reads the versions of the shards into which its CIs and the other members of their redundancy groups
 * fall, then the overlapping reservations, and then commits a transaction that increments those versions and schedules the window. Of two
 * conflicting changes, the second one finds the first one. Changes that share no shard do not meet. The transaction also checks the version of
 * the calendars, so a freeze that is created meanwhile is not passed (H4). `now` is the time at which the change may be scheduled.
 * @throws StaleWrite if a row has changed since it was read; read and decide again
 */
export const scheduleChange =
  (context: ChangeContext) =>
  async (change: SchedulableChange, now: Instant): Promise<Change> => {
    const { changes, windows, reservations, calendars, store } = context;
    if (hasOffer(change)) return scheduleOffer(context, change, now);
    const { start, end } = change.window;
    const { wanted, services } = await readAskedWork(context)(change);
    const versions = await reservations.versions(contestedIn(wanted), start, end);
    const rules = await calendars.rules();
    const conflicts = await findConflicts(context)(change, { wanted, services }, { rules });
    if (conflicts.some(isBlocking)) return blockChange(context, change, conflicts);
    const window = await windows.get(change.windowId);
    const scheduled = moved(change, 'schedule', { status: 'scheduled', scheduledAt: now, conflicts }, now);
    const fact = { change: scheduled, actor: system };
    await store.commit([
      ...changes.save(scheduled, change),
      ...windowWrites(context, scheduleWindow(window, { agreedAt: change.agreedAt, restoreEpoch: windows.restoreEpoch }, now), fact),
      ...versions.map((version) => reservations.saveVersion({ ...version, version: version.version + 1 })),
      calendars.unchanged(rules),
      changeEvent(context, 'ChangeScheduled', fact),
      dueAt(context, 'advance', change.id, start),
      dueAt(context, 'advance', change.id, end),
      ...(window.mode === 'planned' ? [dueAt(context, 'advance', change.id, plus(start, startReminder))] : []),
    ]);
    return scheduled;
  };
