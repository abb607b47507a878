import type { AwaitingChange, Change, ImplementingChange, ScheduledChange } from '../../domain/change/change.ts';
import { isReminderDue, isTooLate, moved, updated } from '../../domain/change/change-transitions.ts';
import type { Instant } from '../../domain/clock.ts';
import { isDomainError } from '../../domain/errors.ts';
import { system } from '../../domain/event/event.ts';
import type { EventName } from '../../domain/event/event-catalog.ts';
import { isStaleWrite, onFreshRows, type Write } from '../../domain/store.ts';
import type { Window } from '../../domain/window/window.ts';
import { closeWindow, openWindow, type WindowStep, withdrawWindow } from '../../domain/window/window-transitions.ts';
import { type ChangeContext, changeEvent, windowWrites } from './context.ts';
import { scheduleChange } from './schedule-change.ts';
import { scopeDifference } from './walk-scope.ts';

/** A move that the clock makes. A part that is left out stays as it is. */
interface TimedMove {
  readonly change?: Change;
  readonly event?: EventName;
  readonly window?: WindowStep;
}

/** No answer counts as a rejection (P4), and so does an approval that could not be scheduled in time. */
const lapse = (change: AwaitingChange, window: Window, now: Instant): TimedMove | undefined => {
  if (!isTooLate(change, now)) return undefined;
  return { change: moved(change, 'lapse', { status: 'lapsed' }, now), event: 'ChangeLapsed', window: withdrawWindow(window, now) };
};

/** The window opens on the approved scope. How the graph differs from it by now is recorded on the change (W1). */
const open = async (context: ChangeContext, change: ScheduledChange, window: Window, now: Instant): Promise<TimedMove> => {
  const difference = await scopeDifference(context, change);
  return {
    window: openWindow(window, now),
    ...(difference ? { change: updated(change, 'open', { scopeDifference: difference }, now) } : {}),
  };
};

/** What time does to a scheduled change: its window opens, the implementer is reminded, or it ends without a start (H11). */
const whenScheduled = async (
  context: ChangeContext,
  change: ScheduledChange,
  window: Window,
  now: Instant,
): Promise<TimedMove | undefined> => {
  if (now >= window.end) {
    const ended = moved(change, 'miss the start', { status: 'in-review', notStarted: true, onHold: false }, now);
    return { change: ended, event: 'ChangeNotStarted', window: closeWindow(window, now) };
  }
  if (window.mode !== 'planned' || change.onHold || now < window.start) return undefined;
  if (!window.opened) return open(context, change, window, now);
  if (!isReminderDue(change, now)) return undefined;
  return { change: updated(change, 'remind', { remindedAt: now }, now), event: 'StartReminded' };
};

const whenImplementing = (_: ImplementingChange, window: Window, now: Instant): TimedMove | undefined =>
  now >= window.end && !window.closed ? { window: closeWindow(window, now) } : undefined;

/** The change's statuses in which time does something to it. */
type TimedChange = AwaitingChange | ScheduledChange | ImplementingChange;

const nextTimedMove = async (context: ChangeContext, change: TimedChange, window: Window): Promise<TimedMove | undefined> => {
  const now = context.clock.now();
  if (change.status === 'awaiting-approval') return lapse(change, window, now);
  return change.status === 'scheduled' ? whenScheduled(context, change, window, now) : whenImplementing(change, window, now);
};

const isTimed = (change: Change): change is TimedChange => ['awaiting-approval', 'scheduled', 'implementing'].includes(change.status);

const writesOf = (context: ChangeContext, before: TimedChange, { change, event, window }: TimedMove): readonly Write[] => {
  const { changes } = context;
  const fact = { change: change ?? before, actor: system };
  return [
    ...(change ? changes.save(change, before) : [changes.unchanged(before)]),
    ...(event ? [changeEvent(context, event, fact)] : []),
    ...(window ? windowWrites(context, window, fact) : []),
  ];
};

const mayBeScheduled = (change: Change, now: Instant): change is AwaitingChange & { readonly agreedAt: Instant } =>
  change.status === 'awaiting-approval' && change.agreedAt !== undefined && !change.onHold && !isTooLate(change, now);

/** One move, if one is due, and the change after it. */
const step = async (context: ChangeContext, id: string): Promise<{ change: Change; more: boolean }> => {
  const { changes, windows, store, clock } = context;
  const change = await changes.get(id);
  if (!isTimed(change)) return { change, more: false };
  if (mayBeScheduled(change, clock.now())) {
    const next = await scheduleChange(context)(change);
    return { change: next, more: next.status === 'scheduled' };
  }
  const move = await nextTimedMove(context, change, await windows.get(change.windowId));
  if (!move) return { change, more: false };
  await store.commit(writesOf(context, change, move));
  return { change: move.change ?? change, more: true };
};

/**
 * Makes every move of a change that is due by the clock, each in one conditional transaction with its events (W4). The workflow calls it
 * when its waits end, the last voter's request when the change is approved, and the sweep when something is due. Whoever is first
 * writes; the others find it done.
 */
export const advanceChange =
  (context: ChangeContext) =>
  async (id: string): Promise<Change> => {
    for (;;) {
      const { change, more } = await onFreshRows(() => step(context, id));
      if (!more) return change;
    }
  };

/** The same for a request whose own work is stored already: what does not get through now is left to the workflow or the sweep. */
export const advanceSoon =
  (context: ChangeContext) =>
  async (change: Change): Promise<Change> => {
    try {
      return await advanceChange(context)(change.id);
    } catch (error) {
      if (isStaleWrite(error) || (isDomainError(error) && error.kind === 'busy')) return change;
      throw error;
    }
  };
