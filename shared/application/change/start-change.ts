import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change, Scheduled } from '../../domain/change/change.ts';
import { assertMay } from '../../domain/change/transition.ts';
import { conflict } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { advanceChange } from './advance-change.ts';
import { assertPart, type ChangeContext, changeEvent, moved } from './context.ts';
import { scopeDifference } from './walk-scope.ts';

/**
 * The implementer starts (W2): a start-confirmed window is quiet from now to its agreed end; a planned one is so already.
 * @throws DomainError conflict `change/not-scheduled`, `change/too-early`, `change/on-hold`; forbidden `change/not-yours`
 */
export const startChange =
  (context: ChangeContext) =>
  async (id: string, caller: Caller): Promise<Change> => {
    await advanceChange(context)(id);
    return onFreshRows(async () => {
      const { changes, windows, store, clock } = context;
      const change = await changes.get(id);
      assertPart(change, caller, 'requester', 'implementer');
      assertMay(change, 'start');
      if (change.onHold) throw conflict('change/on-hold', `${change.number} is on hold`);
      const window = await windows.get(change.windowId ?? '');
      const now = clock.now();
      if (now < window.start) throw conflict('change/too-early', `the window begins at ${window.start}`);

      const confirmed = window.mode === 'start-confirmed' ? [{ revision: window.revision, from: now, to: window.end }] : [];
      const difference = window.opened ? change.scopeDifference : await scopeDifference(context, change as Scheduled);
      const started = moved(context, change, { status: 'implementing', startedAt: now, scopeDifference: difference });
      const running = {
        ...window,
        version: window.version + 1,
        updatedAt: now,
        startedAt: now,
        opened: true,
        inForce: [...window.inForce, ...confirmed],
      };
      const actor = actorOf(caller);
      await store.commit([
        ...changes.save(started, change),
        windows.save(running),
        changeEvent(context, 'ChangeStarted', { change: started, actor }),
        ...(window.opened ? [] : [changeEvent(context, 'WindowOpened', { change: started, actor })]),
      ]);
      return started;
    });
  };
