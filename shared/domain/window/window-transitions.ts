import { earlier, type Instant, later } from '../clock.ts';
import type { EventName } from '../event/event-catalog.ts';
import { covers, everything, type Mask } from './mask.ts';
import { type Lift, liftedMask, type Window } from './window.ts';

/** The result of a transition of a window: the next row, the events to record, and whether held alerts must be decided now (S8). */
export interface WindowStep {
  readonly window: Window;
  readonly events: readonly WindowEvent[];
  readonly releaseDue: boolean;
}

type WindowEvent = Extract<EventName, 'WindowConfirmed' | 'WindowOpened' | 'WindowLifted' | 'WindowClosed' | 'WindowSettled'>;

/** The fields of a new window that come from its change. */
type WindowRequest = Pick<
  Window,
  'id' | 'change' | 'number' | 'revision' | 'mode' | 'suppress' | 'start' | 'end' | 'length' | 'digest' | 'named'
> & {
  /** Whether the change is on hold while it is submitted again. */
  readonly onHold?: boolean;
};

const next = (window: Window, fields: Partial<Window>, now: Instant): Window => ({
  ...window,
  ...fields,
  version: window.version + 1,
  updatedAt: now,
});

const withoutEvents = (window: Window): WindowStep => ({ window, events: [], releaseDue: false });

/** Ends the suppression by the window. The event is recorded once, and held alerts are decided afterwards. */
const closing = (window: Window, fields: Partial<Window>, now: Instant): WindowStep => ({
  window: next(window, { ...fields, closed: true, releaseDue: true }, now),
  events: window.closed ? [] : ['WindowClosed'],
  releaseDue: true,
});

/** The window of a newly submitted change. It is not in force at any time yet. */
export const newWindow = ({ onHold = false, ...request }: WindowRequest, now: Instant): Window => ({
  ...request,
  version: 1,
  createdAt: now,
  updatedAt: now,
  inForce: [],
  onHold: onHold ? [{ from: now }] : [],
  lifts: [],
  opened: false,
  closed: false,
  releaseDue: false,
  settled: false,
});

/** The change is scheduled. A planned window is in force from its start, but never for a time before `now` (T6). */
export const scheduleWindow = (
  window: Window,
  { agreedAt, restoreEpoch, end = window.end }: { readonly agreedAt: Instant; readonly restoreEpoch: number; readonly end?: Instant },
  now: Instant,
): WindowStep => {
  const { mode, revision, start, inForce } = window;
  const planned = mode === 'planned' ? [{ revision, from: later(start, now), to: end }] : [];
  return withoutEvents(next(window, { agreedAt, scheduledAt: now, restoreEpoch, end, inForce: [...inForce, ...planned] }, now));
};

/** A change manager confirms the window after the table was restored. It is in force from now on, and not for the time before. */
export const reinstateWindow = (window: Window, restoreEpoch: number, now: Instant): WindowStep => {
  const inForce = window.inForce.map((time) => (time.to > now ? { ...time, from: later(time.from, now) } : time));
  return { window: next(window, { restoreEpoch, inForce }, now), events: ['WindowConfirmed'], releaseDue: false };
};

/** The start of a planned window has been reached. The event is recorded once. */
export const openWindow = (window: Window, now: Instant): WindowStep => ({
  window: next(window, { opened: true }, now),
  events: window.opened ? [] : ['WindowOpened'],
  releaseDue: false,
});

/**
 * The implementer starts the change. A start-confirmed window is in force from now to its agreed end. A planned window is in force already
 * (W2). `times`: the start and end of a window whose start was not agreed.
 */
export const startWindow = (window: Window, now: Instant, times: Pick<Window, 'start' | 'end'> = window): WindowStep => {
  const { mode, revision, inForce } = window;
  const { start, end } = times;
  const confirmed = mode === 'start-confirmed' ? [{ revision, from: now, to: end }] : [];
  const { events } = openWindow(window, now);
  return {
    window: next(window, { start, end, startedAt: now, opened: true, inForce: [...inForce, ...confirmed] }, now),
    events,
    releaseDue: false,
  };
};

/** An emergency starts before its approval (H7): its window is in force from now on, and was not scheduled before. */
export const startUnapproved = (
  window: Window,
  { restoreEpoch, ...times }: Pick<Window, 'start' | 'end'> & { readonly restoreEpoch: number },
  now: Instant,
): WindowStep => startWindow({ ...window, agreedAt: now, scheduledAt: now, restoreEpoch }, now, times);

/**
 * The change was extended. The former revision is in force until now, and the extension from now to the new end, so it adds nothing to the
 * past (T6, W2). A start-confirmed window that was not started will be in force to the new end.
 */
export const extendWindow = (window: Window, { revision, end }: Pick<Window, 'revision' | 'end'>, now: Instant): WindowStep => {
  const inForce = window.inForce.flatMap((time) => {
    if (time.to <= now) return [time];
    return [...(time.from < now ? [{ ...time, to: now }] : []), { revision, from: later(time.from, now), to: end }];
  });
  return withoutEvents(next(window, { revision, end, inForce }, now));
};

/** The change is put on hold. While it is on hold, the window suppresses nothing. Held alerts are decided at once. */
export const holdWindow = (window: Window, now: Instant): WindowStep => ({
  window: next(window, { onHold: [...window.onHold, { from: now }], releaseDue: true }, now),
  events: [],
  releaseDue: true,
});

export const resumeWindow = (window: Window, now: Instant): WindowStep => {
  const onHold = window.onHold.map((hold) => (hold.to === undefined ? { ...hold, to: now } : hold));
  return withoutEvents(next(window, { onHold }, now));
};

/**
 * A person or client ends the suppression of the named CIs in `mask` early (W2). CIs that are in scope because of another named CI too stay
 * suppressed. If no named CI is left, the window has ended.
 */
export const liftWindow = (window: Window, { mask, by, reason }: Omit<Lift, 'at'>, now: Instant): WindowStep => {
  const lifts = [...window.lifts, { mask, at: now, by, reason }];
  if (covers(liftedMask({ lifts }), everything(window.named.length))) return closing(window, { lifts }, now);
  return { window: next(window, { lifts, releaseDue: true }, now), events: ['WindowLifted'], releaseDue: true };
};

/** What is left of a window after its change was narrowed: the time, and the named CIs that it names no more (H6). */
interface NarrowerWindow extends Pick<Window, 'start' | 'end' | 'length'> {
  /** The named CIs that were removed, or 0. */
  readonly removed: Mask;
  readonly by: string;
  readonly reason: string;
}

/**
 * The change was narrowed and keeps its votes. The window lasts shorter, and it is lifted for the named CIs that were removed. `start` may
 * only differ before the window has begun.
 */
export const narrowWindow = (window: Window, { start, end, length, removed, by, reason }: NarrowerWindow, now: Instant): WindowStep => {
  const inForce = window.inForce.map((time) => ({ ...time, from: later(time.from, start), to: earlier(time.to, end) }));
  if (removed === 0) return withoutEvents(next(window, { start, end, length, inForce }, now));
  const lifts = [...window.lifts, { mask: removed, at: now, by, reason }];
  const releaseDue = window.scheduledAt !== undefined;
  return {
    window: next(window, { start, end, length, inForce, lifts, releaseDue: window.releaseDue || releaseDue }, now),
    events: releaseDue ? ['WindowLifted'] : [],
    releaseDue,
  };
};

/** The change is finished. The window ends now, and it is lifted for the named CIs in `failed` (H8). `failed` is 0 if no CI failed. */
export const finishWindow = (window: Window, { failed, by }: { readonly failed: Mask; readonly by: string }, now: Instant): WindowStep => {
  const lifts = failed === 0 ? window.lifts : [...window.lifts, { mask: failed, at: now, by, reason: 'failed' }];
  return closing(window, { endedAt: earlier(now, window.end), lifts }, now);
};

/** The window has reached its end. */
export const closeWindow = (window: Window, now: Instant): WindowStep => closing(window, {}, now);

/** The change is cancelled, rejected or lapsed. Only a window that was scheduled can hold alerts that must be decided. */
export const withdrawWindow = (window: Window, now: Instant): WindowStep => {
  const releaseDue = window.scheduledAt !== undefined;
  return { window: next(window, { withdrawnAt: now, releaseDue: window.releaseDue || releaseDue }, now), events: [], releaseDue };
};

/**
 * The change is not approved any more, and may be approved again. The window is in force at no time, as before it was scheduled. This
 * happens only before the window has begun, so it holds no alerts.
 */
export const unscheduleWindow = (window: Window, now: Instant): WindowStep =>
  withoutEvents(next(window, { agreedAt: undefined, scheduledAt: undefined, inForce: [] }, now));

/**
 * All alerts of the window are decided. The event is recorded once, so that people are notified (W2). A window that was never opened
 * records no event. `isLast`: the last release pass found no held alert, and no other pass is due (S8). Returns `undefined` if nothing
 * changes.
 */
export const settleWindow = (window: Window, isLast: boolean, now: Instant): WindowStep | undefined => {
  if (window.settled && (!isLast || !window.releaseDue)) return undefined;
  return {
    window: next(window, { settled: true, releaseDue: window.releaseDue && !isLast }, now),
    events: window.settled || !window.opened ? [] : ['WindowSettled'],
    releaseDue: false,
  };
};
