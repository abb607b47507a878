import { actorOf, type Caller, has } from '../../domain/access.ts';
import type { AwaitingChange, Change } from '../../domain/change/change.ts';
import { moved } from '../../domain/change/change-transitions.ts';
import { awaitsRetrospective, retrospectiveDue } from '../../domain/change/emergency.ts';
import { conflict, forbidden } from '../../domain/errors.ts';
import { isActive } from '../../domain/person/person.ts';
import { startUnapproved } from '../../domain/window/window-transitions.ts';
import { promptWrites } from '../approval/prompt-approvers.ts';
import { isOnCallForAll } from '../contact-group/on-call-people.ts';
import { withAuthorNow } from './change-authors.ts';
import { type ChangeContext, changeEvent, dueAt, windowOf, windowWrites } from './context.ts';
import { takeOffer } from './take-offer.ts';
import { scopeDifference } from './walk-scope.ts';

/**
 * Checks that the caller may start an emergency before its approval (H7): a change manager, or a person on call for every CI that it names.
 * @throws DomainError forbidden `change/not-on-call`
 */
export const assertOnCall = async (
  context: Pick<ChangeContext, 'configurationItems' | 'contactGroups' | 'people' | 'clock'>,
  { items, number }: Pick<Change, 'items' | 'number'>,
  caller: Caller,
): Promise<void> => {
  if (caller.kind === 'person') {
    if (has(caller, 'change-manager')) return;
    const isActiveNow = isActive(await context.people.get(caller.id), context.clock.now());
    if (isActiveNow && (await isOnCallForAll(context, items, caller.id))) return;
  }
  throw forbidden(
    'change/not-on-call',
    `${number} is not approved yet: only a person who is on call for all its items, or a change manager, may start it now`,
  );
};

/**
 * Starts an emergency before its approval (H7). Its window is in force from now on. It is approved or rejected until the end of the second
 * working day after this; who starts it does not decide on it. Conflicts are recorded, and stop nothing.
 * @throws DomainError forbidden `change/not-on-call`; conflict `change/on-hold`
 */
export const startEmergency = async (context: ChangeContext, change: AwaitingChange, caller: Caller): Promise<Change> => {
  const { changes, windows, store, clock } = context;
  await assertOnCall(context, change, caller);
  if (change.onHold) throw conflict('change/on-hold', `${change.number} is on hold`);
  const window = await windowOf(context, change.windowId);
  const now = clock.now();
  const { start, end, conflicts, writes } = await takeOffer(context, change, now);
  const due = retrospectiveDue(now);
  const begun = {
    ...{ agreedAt: now, scheduledAt: now, startedAt: now, approvalDeadline: due, conflicts },
    retrospective: { by: caller.id, due, state: 'awaiting' as const },
    scopeDifference: await scopeDifference(context, change),
    window: { ...change.window, start, end },
    ...withAuthorNow(change, caller, now),
  };
  const started = moved(change, 'start before approval', { status: 'implementing', ...begun }, now);
  const fact = { change: started, actor: actorOf(caller) };
  await store.commit([
    ...changes.save(started, change),
    changeEvent(context, 'ChangeStarted', fact),
    changeEvent(context, 'EmergencyStarted', { ...fact, body: { due } }),
    ...windowWrites(context, startUnapproved(window, { start, end, restoreEpoch: windows.restoreEpoch }, now), fact),
    ...writes,
    dueAt(context, 'advance', change.id, due),
    ...(awaitsRetrospective(started) ? promptWrites(context, started) : []),
  ]);
  return started;
};
