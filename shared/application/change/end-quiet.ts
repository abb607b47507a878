import { actorOf, type Caller, has } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { conflict, forbidden, invalid } from '../../domain/errors.ts';
import { isActive } from '../../domain/person/person.ts';
import { onFreshRows } from '../../domain/store.ts';
import { type Mask, maskOf, places, without } from '../../domain/window/mask.ts';
import { liftedMask, stateOf, type Window } from '../../domain/window/window.ts';
import { liftWindow } from '../../domain/window/window-transitions.ts';
import { onCallPeople } from '../contact-group/on-call-people.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { type ChangeContext, windowWrites } from './context.ts';

/** What ending a window's quiet needs: less than a transition of its change. */
type EndQuietContext = Pick<
  ChangeContext,
  'changes' | 'windows' | 'configurationItems' | 'references' | 'people' | 'contactGroups' | 'dues' | 'events' | 'store' | 'clock' | 'ids'
>;

/** Whether the caller is on call for a CI that the window covers, and is still active (W2). */
const isOnCall = async (context: EndQuietContext, window: Window, change: Change, caller: Caller): Promise<boolean> => {
  if (caller.kind !== 'person') return false;
  const scoped = await context.changes.scope(change.id, window.revision, window.digest);
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

/** Which suppression is ended early, and why. Without items, it is that of all named CIs. */
interface EarlyEnd {
  readonly items?: readonly string[] | undefined;
  readonly reason: string;
}

/**
 * The named CIs whose suppression is ended, without those for which it was ended before.
 * @throws DomainError invalid `window/item-foreign`; conflict `window/not-in-force` if the suppression of all of them was ended before
 */
const maskToLift = async (context: EndQuietContext, window: Window, { items }: EarlyEnd): Promise<Mask> => {
  const { named } = window;
  const resolved = await Promise.all(
    // The window's own ids are not looked up, so that the quiet can be ended whatever became of its items.
    (items ?? named).map(async (item, at) => (named.includes(item) ? item : resolveItem(context)(item, `/items/${at}`))),
  );
  const foreign = resolved.findIndex((item) => !named.includes(item));
  if (foreign >= 0)
    throw invalid(
      `/items/${foreign}`,
      'window/item-foreign',
      'the change does not name this item; end the quiet of the item that it names',
    );
  const mask = without(maskOf(named, resolved), liftedMask(window));
  if (mask === 0) throw conflict('window/not-in-force', 'the quiet of these items has already been ended');
  return mask;
};

/**
 * Ends a window's quiet now, for all its CIs or for some of the named ones (W2). The change goes on. Held alerts are sent at once (S5).
 * @throws DomainError forbidden `window/not-yours`; conflict `window/not-in-force`; invalid `window/item-foreign`, `item/unknown`
 */
export const endQuiet =
  (context: EndQuietContext) =>
  (id: string, end: EarlyEnd, caller: Caller): Promise<Window> =>
    onFreshRows(async () => {
      const { changes, windows, store, clock } = context;
      assertNotMonitor(caller);
      const window = await windows.get(id);
      const change = await assertMayEnd(context, window, caller);
      const now = clock.now();
      const state = stateOf(window, now, windows.restoreEpoch);
      if (state !== 'in-force') throw conflict('window/not-in-force', `the window is ${state}, not in-force`);
      const actor = actorOf(caller);
      const { reason } = end;
      const mask = await maskToLift(context, window, end);
      const lifted = liftWindow(window, { mask, by: actor, reason }, now);
      const items = lifted.window.closed ? {} : { items: places(mask).flatMap((place) => window.named[place] ?? []) };
      await store.commit([changes.unchanged(change), ...windowWrites(context, lifted, { change, actor, body: { reason, ...items } })]);
      return lifted.window;
    });
