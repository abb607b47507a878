import { type AwaitingChange, type Change, type ImplementingChange, isApproved, type ScheduledChange } from '../../domain/change/change.ts';
import {
  isApprovalMissed,
  isApprovedByPolicy,
  isOpen,
  isReminderDue,
  isTooLate,
  mayBeScheduled,
} from '../../domain/change/change-guards.ts';
import { moved, updated } from '../../domain/change/change-transitions.ts';
import { awaitsRetrospective, type StartedEmergency } from '../../domain/change/emergency.ts';
import { isExtending, mayBeExtended } from '../../domain/change/extension.ts';
import { isOffer } from '../../domain/change/window-offer.ts';
import type { Instant } from '../../domain/clock.ts';
import { isDomainError } from '../../domain/errors.ts';
import { system } from '../../domain/event/event.ts';
import type { EventName } from '../../domain/event/event-catalog.ts';
import { isStaleWrite, onFreshRows, type Write } from '../../domain/store.ts';
import type { Window } from '../../domain/window/window.ts';
import { closeWindow, openWindow, type WindowStep, withdrawWindow } from '../../domain/window/window-transitions.ts';
import { windowBreachDue } from '../outage/breach-due.ts';
import { type ChangeContext, changeEvent, windowOf, windowWrites } from './context.ts';
import { unauthorizedWrites } from './flag-unauthorized.ts';
import { scheduleChange } from './schedule-change.ts';
import { scheduleExtension } from './schedule-extension.ts';
import { scopeDifference } from './walk-scope.ts';

/** A transition that is due at a time. Parts that are undefined do not change. */
interface TimedTransition {
  readonly change?: Change;
  readonly event?: EventName;
  /** What the event says in addition. */
  readonly body?: object;
  readonly window?: WindowStep;
  /** What is written in addition. */
  readonly writes?: readonly Write[];
}

/** The change is approved if its policy asks nobody. The event names the policy and its version (P1). */
const agreeByPolicy = (change: AwaitingChange, now: Instant): TimedTransition | undefined => {
  if (isApproved(change) || !isApprovedByPolicy(change) || !isOpen(change, now)) return undefined;
  const { policy, policyVersion } = change.pinned;
  return { change: updated(change, 'agree by policy', { agreedAt: now }, now), event: 'ChangeApproved', body: { policy, policyVersion } };
};

/** The change is approved by its policy, or lapses if nobody answered in time (P4) or if it could not be scheduled in time. */
const whenAwaiting = (change: AwaitingChange, window: Window, now: Instant): TimedTransition | undefined => {
  const agreement = agreeByPolicy(change, now);
  if (agreement || !isTooLate(change, now)) return agreement;
  return { change: moved(change, 'lapse', { status: 'lapsed' }, now), event: 'ChangeLapsed', window: withdrawWindow(window, now) };
};

/** Opens the window with the approved scope. Differences between that scope and the current relations are recorded on the change (W1). */
const open = async (context: ChangeContext, change: ScheduledChange, window: Window, now: Instant): Promise<TimedTransition> => {
  const difference = await scopeDifference(context, change);
  return {
    window: openWindow(window, now),
    ...(difference ? { change: updated(change, 'open', { scopeDifference: difference }, now) } : {}),
  };
};

/** The due transition of a scheduled change: its window opens, the implementer is reminded, or it ends without a start (H11). */
const whenScheduled = async (
  context: ChangeContext,
  change: ScheduledChange,
  window: Window,
  now: Instant,
): Promise<TimedTransition | undefined> => {
  if (now >= window.end && isOffer(window))
    return {
      change: moved(change, 'lapse', { status: 'lapsed', onHold: false }, now),
      event: 'ChangeLapsed',
      window: withdrawWindow(window, now),
    };
  if (now >= window.end) {
    const ended = moved(change, 'miss the start', { status: 'in-review', notStarted: true, onHold: false }, now);
    const writes = windowBreachDue(context, change, window);
    return { change: ended, event: 'ChangeNotStarted', window: closeWindow(window, now), writes };
  }
  if (window.mode !== 'planned' || change.onHold || now < window.start) return undefined;
  if (!window.opened) return open(context, change, window, now);
  if (!isReminderDue(change, now)) return undefined;
  return { change: updated(change, 'remind', { remindedAt: now }, now), event: 'StartReminded' };
};

const whenImplementing = (_: ImplementingChange, window: Window, now: Instant): TimedTransition | undefined =>
  now >= window.end && !window.closed && window.withdrawnAt === undefined ? { window: closeWindow(window, now) } : undefined;

/** An emergency that was started before its approval is unauthorized, once it is due and not approved (H7). */
const whenUnapproved = (context: ChangeContext, change: StartedEmergency, now: Instant): TimedTransition | undefined => {
  if (!isApprovalMissed(change, now)) return undefined;
  const retrospective = { ...change.retrospective, state: 'late' as const };
  const late = updated<'miss the approval', StartedEmergency>(change, 'miss the approval', { retrospective }, now);
  return { change: late, writes: unauthorizedWrites(context, late) };
};

/** A change in a status that has timed transitions. */
type TimedChange = AwaitingChange | ScheduledChange | ImplementingChange | StartedEmergency;

const nextTransition = async (context: ChangeContext, change: TimedChange, window: Window): Promise<TimedTransition | undefined> => {
  const now = context.clock.now();
  const missed = awaitsRetrospective(change) ? whenUnapproved(context, change, now) : undefined;
  if (missed || change.status === 'in-review') return missed;
  if (change.status === 'awaiting-approval') return whenAwaiting(change, window, now);
  return change.status === 'scheduled' ? whenScheduled(context, change, window, now) : whenImplementing(change, window, now);
};

const isTimed = (change: Change): change is TimedChange =>
  ['awaiting-approval', 'scheduled', 'implementing'].includes(change.status) || awaitsRetrospective(change);

const writesOf = (
  context: ChangeContext,
  before: TimedChange,
  { change, event, body, window, writes = [] }: TimedTransition,
): readonly Write[] => {
  const { changes } = context;
  const fact = { change: change ?? before, actor: system };
  return [
    ...(change ? changes.save(change, before) : [changes.unchanged(before)]),
    ...(event ? [changeEvent(context, event, { ...fact, ...(body ? { body } : {}) })] : []),
    ...(window ? windowWrites(context, window, fact) : []),
    ...writes,
  ];
};

/** The change after a step, and whether another one may be due. */
interface StepResult {
  readonly change: Change;
  readonly more: boolean;
}

/** Makes one of the transitions that only the clock decides. */
const timedStep = async (context: ChangeContext, change: TimedChange): Promise<StepResult> => {
  const transition = await nextTransition(context, change, await windowOf(context, change.windowId));
  if (!transition) return { change, more: false };
  await context.store.commit(writesOf(context, change, transition));
  return { change: transition.change ?? change, more: true };
};

/** Makes one transition if one is due. Returns the change after it, and whether another one may be due. */
const step = async (context: ChangeContext, id: string): Promise<StepResult> => {
  const { changes, clock } = context;
  const change = await changes.get(id);
  if (!isTimed(change)) return { change, more: false };
  const now = clock.now();
  if (mayBeScheduled(change, now)) {
    const next = await scheduleChange(context)(change, now);
    return { change: next, more: next.status === 'scheduled' };
  }
  if (mayBeExtended(change, now)) {
    const next = await scheduleExtension(context)(change, now);
    if (!isExtending(next)) return { change: next, more: true };
    return timedStep(context, next);
  }
  return timedStep(context, change);
};

/**
 * Makes all due transitions of a change, each in one conditional transaction with its events (W4). It is called by the workflow when a
 * wait ends, by the request of the last voter when the change is approved, and by the sweep when something is due. If several calls run at
 * once, one of them writes and the others find the work done.
 */
export const advanceChange =
  (context: ChangeContext) =>
  async (id: string): Promise<Change> => {
    for (;;) {
      const { change, more } = await onFreshRows(() => step(context, id));
      if (!more) return change;
    }
  };

/**
 * Like `advanceChange`, for requests that have already stored their own result. If the store is busy or a write is stale, the workflow or
 * the sweep does it later.
 */
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
