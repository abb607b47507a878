import { actorOf, type Caller, has } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { conflict, forbidden } from '../../domain/errors.ts';
import { isActive } from '../../domain/person/person.ts';
import { onFreshRows } from '../../domain/store.ts';
import { everything } from '../../domain/window/mask.ts';
import { stateOf, type Window } from '../../domain/window/window.ts';
import { type ChangeContext, changeEvent, dueAt } from './context.ts';

/** Whether the caller is an active on-call member of a covered CI's contact groups (W2). */
const isOnCall = async (context: ChangeContext, window: Window, change: Change, caller: Caller): Promise<boolean> => {
  if (caller.kind !== 'person' || !change.scope) return false;
  const scoped = await context.changes.scope(change.id, window.revision, change.scope.digest);
  const covered = await context.configurationItems.findMany(scoped.map(({ item }) => item));
  const groups = covered.flatMap(({ contactGroups }) => contactGroups).filter(({ role }) => role === 'on-call');
  const found = await context.contactGroups.findMany([...new Set(groups.map(({ group }) => group))]);
  if (!found.some(({ members }) => members.some(({ person }) => person === caller.id))) return false;
  return isActive(await context.people.get(caller.id), context.clock.now().slice(0, 10));
};

const assertMayEnd = async (context: ChangeContext, window: Window, caller: Caller): Promise<Change> => {
  const change = await context.changes.get(window.change);
  const own = [change.requester, change.implementer, change.client].includes(caller.id);
  if (own || has(caller, 'change-manager') || (await isOnCall(context, window, change, caller))) return change;
  throw forbidden(
    'window/not-yours',
    'ending the quiet is for who requests, implements or manages the change, or is on call for a covered CI',
  );
};

/**
 * Ends a window's quiet now, as a whole (W2); the change goes on. What is held goes out at once (S5).
 * @throws DomainError forbidden `window/not-yours`; conflict `window/not-in-force`
 */
export const endQuiet =
  (context: ChangeContext) =>
  (id: string, reason: string, caller: Caller): Promise<Window> =>
    onFreshRows(async () => {
      const { changes, windows, store, clock } = context;
      const window = await windows.get(id);
      const change = await assertMayEnd(context, window, caller);
      const now = clock.now();
      if (stateOf(window, now) !== 'in-force') throw conflict('window/not-in-force', `this window is ${stateOf(window, now)}`);
      const actor = actorOf(caller);
      const lift = { mask: everything(window.named.length), at: now, by: actor, reason };
      const next: Window = {
        ...window,
        version: window.version + 1,
        updatedAt: now,
        lifts: [...window.lifts, lift],
        closed: true,
        releaseDue: true,
      };
      await store.commit([
        windows.save(next),
        changes.unchanged(change),
        changeEvent(context, 'WindowClosed', { change, actor, body: { reason } }),
        dueAt(context, 'release', window.id, now),
      ]);
      return next;
    });
