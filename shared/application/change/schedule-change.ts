import type { Change, Scheduled } from '../../domain/change/change.ts';
import { instantOf, later, millis, minute, plus } from '../../domain/clock.ts';
import { system } from '../../domain/event/event.ts';
import { monthsOf } from '../../domain/reservation/reservation.ts';
import type { Write } from '../../domain/store.ts';
import type { Window } from '../../domain/window/window.ts';
import { type ChangeContext, changeEvent, dueAt, moved } from './context.ts';
import { findConflicts } from './find-conflicts.ts';

/** A start that nobody made is reminded of after so long (H11). */
export const startReminder = 15 * minute;

/** The window as scheduling puts it in force: planned ones are quiet from their start, and never from before this instant (T6). */
const inForce = (window: Window, change: Scheduled, now: string): Window => ({
  ...window,
  version: window.version + 1,
  updatedAt: now,
  agreedAt: change.agreedAt,
  scheduledAt: now,
  inForce:
    window.mode === 'planned'
      ? [...window.inForce, { revision: window.revision, from: later(window.start, now), to: window.end }]
      : window.inForce,
});

/** Scheduling may come so long after the deadline for votes that were in time (T8). */
export const schedulingGrace = minute;

const same = (one: Change['conflicts'], other: Change['conflicts']): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The next try, at a full minute and under a key of its own: who asks for it twice asks once. */
const nextTry = ({ clock, dues }: ChangeContext, change: Change): Write => {
  const at = instantOf(Math.ceil(millis(plus(clock.now(), minute)) / minute) * minute);
  return dues.save({ id: 'retry', lane: 'minute', at, duty: 'advance', subject: change.id, version: 1 });
};

/** A conflict keeps the votes and leaves the change awaiting; it is shown, said once, and tried again in a minute (T8). */
const block = async (context: ChangeContext, change: Change, conflicts: Change['conflicts']): Promise<Change> => {
  const { changes, store } = context;
  await store.writeOnce([nextTry(context, change)]);
  if (same(change.conflicts, conflicts)) return change;
  const next = moved(context, change, { conflicts });
  const body = { conflicts: conflicts.map((conflict) => conflict.change) };
  await store.commit([...changes.save(next, change), changeEvent(context, 'SchedulingBlocked', { change: next, actor: system, body })]);
  return next;
};

/**
 * Scheduling (T8): reads the versions of the reservations's months, then the overlapping reservations, then commits a transaction that moves those
 * versions on and puts the window in force. Of two conflicting changes the second finds the first.
 * @throws StaleWrite when anything read has changed: judge again
 */
export const scheduleChange =
  (context: ChangeContext) =>
  async (change: Scheduled): Promise<Change> => {
    const { changes, windows, reservations, store, clock } = context;
    const { start, end, suppress } = change.window;
    const versions = await reservations.versions(monthsOf(start, end));
    const conflicts = await findConflicts(context)({ window: change.windowId, items: change.items, start, end, suppress });
    if (conflicts.length > 0) return block(context, change, [...conflicts]);
    const window = await windows.get(change.windowId);
    const now = clock.now();
    const scheduled = moved(context, change, { status: 'scheduled', scheduledAt: now, conflicts: [] });
    await store.commit([
      ...changes.save(scheduled, change),
      windows.save(inForce(window, change, now)),
      ...versions.map((version) => reservations.saveVersion({ ...version, version: version.version + 1 })),
      changeEvent(context, 'ChangeScheduled', { change: scheduled, actor: system }),
      dueAt(context, 'advance', change.id, start),
      dueAt(context, 'advance', change.id, end),
      ...(window.mode === 'planned' ? [dueAt(context, 'advance', change.id, plus(start, startReminder))] : []),
    ]);
    return scheduled;
  };
