import { actorOf, type Caller } from '../../domain/access.ts';
import { conflict } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { needsConfirmation } from '../../domain/window/restore-epoch.ts';
import { stateOf, type Window } from '../../domain/window/window.ts';
import { reinstateWindow } from '../../domain/window/window-transitions.ts';
import { type ChangeContext, windowWrites } from '../change/context.ts';

type ConfirmContext = Pick<ChangeContext, 'changes' | 'windows' | 'events' | 'dues' | 'store' | 'clock' | 'ids'>;

/**
 * Confirms after a restore of the table that a window still stands. It is in force again from now on (S2).
 * @throws DomainError conflict `window/nothing-to-confirm`
 */
export const confirmWindow =
  (context: ConfirmContext) =>
  (id: string, caller: Caller): Promise<Window> =>
    onFreshRows(async () => {
      const { changes, windows, store, clock } = context;
      const window = await windows.get(id);
      const now = clock.now();
      const state = stateOf(window, now, windows.restoreEpoch);
      if (state !== 'pending' || !needsConfirmation(window, windows.restoreEpoch)) {
        throw conflict('window/nothing-to-confirm', `the window is ${state} and needs no confirmation`);
      }
      const change = await changes.get(window.change);
      const step = reinstateWindow(window, windows.restoreEpoch, now);
      await store.commit([changes.unchanged(change), ...windowWrites(context, step, { change, actor: actorOf(caller) })]);
      return step.window;
    });
