import { earlier, type Instant, later } from '../clock.ts';
import type { EventName } from '../event/event-catalog.ts';
import { everything, type Mask } from './mask.ts';
import type { Window } from './window.ts';

/** What a transition makes of a window: the next row, the events to record, and whether held alerts have to be decided now (S8). */
export interface WindowStep {
  readonly window: Window;
  readonly events: readonly WindowEvent[];
  readonly releaseDue: boolean;
}

type WindowEvent = Extract<EventName, 'WindowOpened' | 'WindowClosed' | 'WindowSettled'>;

/** What a new window takes from its change. */
type WindowRequest = Pick<Window, 'id' | 'change' | 'number' | 'revision' | 'mode' | 'suppress' | 'start' | 'end' | 'digest' | 'named'>;

const next = (window: Window, fields: Partial<Window>, now: Instant): Window => ({
  ...window,
  ...fields,
  version: window.version + 1,
  updatedAt: now,
});

const quietly = (window: Window): WindowStep => ({ window, events: [], releaseDue: false });

/** The end of the window's quiet: recorded as an event once, and held alerts are decided after it. */
const closing = (window: Window, fields: Partial<Window>, now: Instant): WindowStep => ({
  window: next(window, { ...fields, closed: true, releaseDue: true }, now),
  events: window.closed ? [] : ['WindowClosed'],
  releaseDue: true,
});

/** The window of a change that is submitted. It is in force at no time yet. */
export const newWindow = (request: WindowRequest, now: Instant): Window => ({
  ...request,
  version: 1,
  createdAt: now,
  updatedAt: now,
  inForce: [],
  holds: [],
  lifts: [],
  opened: false,
  closed: false,
  releaseDue: false,
  settled: false,
});

/** Scheduling puts a planned window in force from its start on, and never for a time before this instant (T6). */
export const scheduleWindow = (window: Window, agreedAt: Instant, now: Instant): WindowStep => {
  const { mode, revision, start, end, inForce } = window;
  const planned = mode === 'planned' ? [{ revision, from: later(start, now), to: end }] : [];
  return quietly(next(window, { agreedAt, scheduledAt: now, inForce: [...inForce, ...planned] }, now));
};

/** The start of a planned window has come: its beginning is recorded as an event, once. */
export const openWindow = (window: Window, now: Instant): WindowStep => ({
  window: next(window, { opened: true }, now),
  events: window.opened ? [] : ['WindowOpened'],
  releaseDue: false,
});

/** The implementer starts. A start-confirmed window is in force from now to its agreed end; a planned one already is (W2). */
export const startWindow = (window: Window, now: Instant): WindowStep => {
  const { mode, revision, end, inForce } = window;
  const confirmed = mode === 'start-confirmed' ? [{ revision, from: now, to: end }] : [];
  const { events } = openWindow(window, now);
  return {
    window: next(window, { startedAt: now, opened: true, inForce: [...inForce, ...confirmed] }, now),
    events,
    releaseDue: false,
  };
};

/** The change is put on hold: nothing is suppressed meanwhile, and held alerts are decided at once. */
export const holdWindow = (window: Window, now: Instant): WindowStep => ({
  window: next(window, { holds: [...window.holds, { from: now }], releaseDue: true }, now),
  events: [],
  releaseDue: true,
});

export const resumeWindow = (window: Window, now: Instant): WindowStep => {
  const holds = window.holds.map((hold) => (hold.to === undefined ? { ...hold, to: now } : hold));
  return quietly(next(window, { holds }, now));
};

/** Somebody ends the quiet of all named CIs early (W2). */
export const liftWindow = (window: Window, { by, reason }: { readonly by: string; readonly reason: string }, now: Instant): WindowStep =>
  closing(window, { lifts: [...window.lifts, { mask: everything(window.named.length), at: now, by, reason }] }, now);

/** The change is finished: the window ends now, and what failed is lifted with it (H8). `failed` is 0 where nothing failed. */
export const finishWindow = (window: Window, { failed, by }: { readonly failed: Mask; readonly by: string }, now: Instant): WindowStep => {
  const lifts = failed === 0 ? window.lifts : [...window.lifts, { mask: failed, at: now, by, reason: 'failed' }];
  return closing(window, { endedAt: earlier(now, window.end), lifts }, now);
};

/** The window's end has come by the clock. */
export const closeWindow = (window: Window, now: Instant): WindowStep => closing(window, {}, now);

/** The change is cancelled, rejected or lapsed. Only a window that was scheduled can have held an alert. */
export const withdrawWindow = (window: Window, now: Instant): WindowStep => {
  const releaseDue = window.scheduledAt !== undefined;
  return { window: next(window, { withdrawnAt: now, releaseDue: window.releaseDue || releaseDue }, now), events: [], releaseDue };
};

/**
 * All alerts of the window are decided, which is recorded once, so that people are told (W2). A window that never came into force has
 * nothing to tell. `isLast`: the last release pass found nothing, and no other is due (S8). Nothing where nothing changes.
 */
export const settleWindow = (window: Window, isLast: boolean, now: Instant): WindowStep | undefined => {
  if (window.settled && (!isLast || !window.releaseDue)) return undefined;
  return {
    window: next(window, { settled: true, releaseDue: window.releaseDue && !isLast }, now),
    events: window.settled || !window.opened ? [] : ['WindowSettled'],
    releaseDue: false,
  };
};
