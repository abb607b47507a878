import { actorOf, type Caller, has } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { conflict, forbidden } from '../../domain/errors.ts';
import { isActive } from '../../domain/person/person.ts';
import { onFreshRows } from '../../domain/store.ts';
import { stateOf, type Window } from '../../domain/window/window.ts';
import { liftWindow } from '../../domain/window/window-transitions.ts';
import { onCallPeople } from '../contact-group/on-call-people.ts';
import { type ChangeContext, windowWrites } from './context.ts';

/** What ending a window's quiet needs: less than a transition of its change. */
type EndQuietContext = Pick<
  ChangeContext,
  'changes' | 'windows' | 'configurationItems' | 'people' | 'contactGroups' | 'dues' | 'events' | 'store' | 'clock' | 'ids'
>;

/** Whether the caller is on call for a CI that the window covers, and is still active (W2). */
const isOnCall = async (context: EndQuietContext, window: Window, change: Change, caller: Caller): Promise<boolean> => {
  if (caller.kind !== 'person' || !change.scope) return false;
  const scoped = await context.changes.scope(change.id, window.revision, change.scope.digest);
  const people = await onCallPeople(
    context,
    scoped.map(({ item }) => item),
  );
  return people.includes(caller.id) && isActive(await context.people.get(caller.id), context.clock.now());
};

const notYours = () =>
  forbidden(
    'window/not-yours',
    'only the requester, the implementer, change managers and people on call for a covered CI may end the quiet',
  );

/** A monitor never has a part in a change. */
const assertNotMonitor = (caller: Caller): void => {
  if (caller.kind === 'monitor') throw notYours();
};

const assertMayEnd = async (context: EndQuietContext, window: Window, caller: Caller): Promise<Change> => {
  assertNotMonitor(caller);
  const change = await context.changes.get(window.change);
  const isInvolved = [change.requester, change.implementer, change.client].includes(caller.id);
  if (isInvolved || has(caller, 'change-manager') || (await isOnCall(context, window, change, caller))) return change;
  throw notYours();
};

/** Refuses a caller who may not end the quiet of a window. It is for requests that are refused anyway. */
export const assertMayEndWindow =
  (context: EndQuietContext) =>
  async (id: string, caller: Caller): Promise<void> => {
    assertNotMonitor(caller);
    await assertMayEnd(context, await context.windows.get(id), caller);
  };

/**
 * Ends a window's quiet now, for all its CIs (W2). The change goes on. Held alerts are sent at once (S5).
 * @throws DomainError forbidden `window/not-yours`; conflict `window/not-in-force`
 */
export const endQuiet =
  (context: EndQuietContext) =>
  (id: string, reason: string, caller: Caller): Promise<Window> =>
    onFreshRows(async () => {
      const { changes, windows, store, clock } = context;
      assertNotMonitor(caller);
      const window = await windows.get(id);
      const change = await assertMayEnd(context, window, caller);
      const now = clock.now();
      const state = stateOf(window, now, windows.restoreEpoch);
      if (state !== 'in-force') throw conflict('window/not-in-force', `the window is ${state}, not in-force`);
      const actor = actorOf(caller);
      const lifted = liftWindow(window, { by: actor, reason }, now);
      await store.commit([changes.unchanged(change), ...windowWrites(context, lifted, { change, actor, body: { reason } })]);
      return lifted.window;
    });
