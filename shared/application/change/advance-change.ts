import type { Change, Scheduled } from '../../domain/change/change.ts';
import { plus } from '../../domain/clock.ts';
import { isDomainError } from '../../domain/errors.ts';
import { system } from '../../domain/event/event.ts';
import type { EventName } from '../../domain/event/event-catalog.ts';
import { isStaleWrite, onFreshRows, type Write } from '../../domain/store.ts';
import type { Window } from '../../domain/window/window.ts';
import { type ChangeContext, changeEvent, dueAt, moved } from './context.ts';
import { scheduleChange, schedulingGrace, startReminder } from './schedule-change.ts';
import { scopeDifference } from './walk-scope.ts';

/** A move that the clock makes: the change and window as they are then, and the events that tell of it. */
interface TimedMove {
  readonly change: Change;
  readonly window: Window;
  readonly events: readonly EventName[];
}

const touched = ({ clock }: ChangeContext, window: Window, fields: Partial<Window>): Window => ({
  ...window,
  ...fields,
  version: window.version + 1,
  updatedAt: clock.now(),
});

/** Nobody answered in time, or what was agreed could not be scheduled in time (P4). */
const lapse = (context: ChangeContext, change: Change, window: Window): TimedMove | undefined => {
  const now = context.clock.now();
  const deadline = change.approvalDeadline ?? window.start;
  const last = change.agreedAt === undefined ? deadline : plus(deadline, schedulingGrace);
  if (now < last) return undefined;
  return {
    change: moved(context, change, { status: 'lapsed' }),
    window: touched(context, window, { withdrawnAt: now }),
    events: ['ChangeLapsed'],
  };
};

/** The end of a window by the clock: said once, and what is held is decided after it. */
const close = (context: ChangeContext, window: Window): Window => touched(context, window, { closed: true, releaseDue: true });

/** What time does to a scheduled change: its window opens, somebody is reminded, its end passes unstarted (H11). */
const whenScheduled = (context: ChangeContext, change: Change, window: Window): TimedMove | undefined => {
  const now = context.clock.now();
  const quiet = window.mode === 'planned' && !change.onHold;
  if (now >= window.end) {
    const ended = moved(context, change, { status: 'in-review', notStarted: true, onHold: false });
    return {
      change: ended,
      window: close(context, window),
      events: window.closed ? ['ChangeNotStarted'] : ['ChangeNotStarted', 'WindowClosed'],
    };
  }
  if (quiet && now >= window.start && !window.opened)
    return { change, window: touched(context, window, { opened: true }), events: ['WindowOpened'] };
  if (quiet && now >= plus(window.start, startReminder) && change.remindedAt === undefined) {
    return { change: moved(context, change, { remindedAt: now }), window, events: ['StartReminded'] };
  }
  return undefined;
};

const whenImplementing = (context: ChangeContext, change: Change, window: Window): TimedMove | undefined =>
  context.clock.now() >= window.end && !window.closed ? { change, window: close(context, window), events: ['WindowClosed'] } : undefined;

const nextTimedMove = (context: ChangeContext, change: Change, window: Window): TimedMove | undefined => {
  if (change.status === 'awaiting-approval') return lapse(context, change, window);
  if (change.status === 'scheduled') return whenScheduled(context, change, window);
  return change.status === 'implementing' ? whenImplementing(context, change, window) : undefined;
};

const writesOf = (
  context: ChangeContext,
  before: { change: Change; window: Window },
  { change, window, events }: TimedMove,
): readonly Write[] => {
  const { changes, windows } = context;
  const actor = system;
  return [
    ...(change === before.change ? [changes.unchanged(change)] : changes.save(change, before.change)),
    ...(window === before.window ? [] : [windows.save(window)]),
    ...events.map((name) => changeEvent(context, name, { change, actor })),
    ...(events.includes('WindowClosed') ? [dueAt(context, 'release', window.id, context.clock.now())] : []),
  ];
};

const mayBeScheduled = (change: Change, { clock }: ChangeContext): boolean =>
  change.status === 'awaiting-approval' &&
  change.agreedAt !== undefined &&
  !change.onHold &&
  clock.now() < plus(change.approvalDeadline ?? change.agreedAt, schedulingGrace);

/** The window opens on the scope that was approved; how the graph differs by now is shown and told (W1). */
const withDifference = async (context: ChangeContext, move: TimedMove): Promise<TimedMove> => {
  const difference = await scopeDifference(context, move.change as Scheduled);
  return difference ? { ...move, change: moved(context, move.change, { scopeDifference: difference }) } : move;
};

/** One move, if one is due; the change as it is then. */
const step = async (context: ChangeContext, id: string): Promise<{ change: Change; more: boolean }> => {
  const { changes, windows, store } = context;
  const change = await changes.get(id);
  if (change.windowId === undefined || !change.window) return { change, more: false };
  if (mayBeScheduled(change, context)) {
    const next = await scheduleChange(context)(change as Scheduled);
    return { change: next, more: next.status === 'scheduled' };
  }
  const window = await windows.get(change.windowId);
  const move = nextTimedMove(context, change, window);
  if (!move) return { change, more: false };
  const complete = move.events.includes('WindowOpened') ? await withDifference(context, move) : move;
  await store.commit(writesOf(context, { change, window }, complete));
  return { change: complete.change, more: true };
};

/**
 * Moves a change by clock and store, conditionally, with its events in the outbox (W4). The workflow calls it when its waits end, the
 * last voter's request and the sweep when something is due: whoever is first writes, the other finds it done.
 */
export const advanceChange =
  (context: ChangeContext) =>
  async (id: string): Promise<Change> => {
    for (;;) {
      const { change, more } = await onFreshRows(() => step(context, id));
      if (!more) return change;
    }
  };

/** The same for who has done his part already: what does not get through now is done by the workflow or the sweep. */
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
