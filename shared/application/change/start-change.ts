import { actorOf, type Caller } from '../../domain/access.ts';
import type { AssessingChange, Change } from '../../domain/change/change.ts';
import { fitFor, moved } from '../../domain/change/change-transitions.ts';
import { isUnapprovedEmergency } from '../../domain/change/emergency.ts';
import { hasOffer } from '../../domain/change/window-offer.ts';
import { conflict } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { startWindow } from '../../domain/window/window-transitions.ts';
import { advanceChange } from './advance-change.ts';
import { assessChange } from './assess-change.ts';
import { assertPart, type ChangeContext, changeEvent, windowWrites } from './context.ts';
import { startEmergency } from './start-emergency.ts';
import { timesAtStart } from './take-offer.ts';
import { scopeDifference } from './walk-scope.ts';

/**
 * Checks that the window of a change which nobody has to approve has begun.
 * @throws DomainError conflict `change/too-early`
 */
export const assertBegun = ({ clock }: Pick<ChangeContext, 'clock'>, change: AssessingChange): void => {
  const { start } = change.window;
  if (!hasOffer(change) && clock.now() < start) throw conflict('change/too-early', `the window begins at ${start}`, '/window/start');
};

/** Assesses an emergency at once, if its workflow has not done so yet. The work does not wait for it (H7). */
const assessEmergency =
  (context: ChangeContext) =>
  async (id: string): Promise<void> => {
    const { type, status } = await context.changes.get(id);
    if (type === 'emergency' && status === 'assessing') await assessChange(context)(id);
  };

/**
 * Starts the work (W2). A start-confirmed window is in force from now to its agreed end; a planned window already is. An emergency
 * may be started before its approval, by a person on call (H7).
 * @throws DomainError conflict `change/not-scheduled`, `change/too-early`, `change/on-hold`, `change/conflict` for a window of a length; forbidden `change/not-yours`,
 * `change/not-on-call`
 */
export const startChange =
  (context: ChangeContext) =>
  async (id: string, caller: Caller): Promise<Change> => {
    await assessEmergency(context)(id);
    await advanceChange(context)(id);
    return onFreshRows(async () => {
      const { changes, windows, store, clock } = context;
      const found = await changes.get(id);
      if (isUnapprovedEmergency(found)) return startEmergency(context, found, caller);
      assertPart(found, caller, 'requester', 'implementer');
      const change = fitFor(found, 'start');
      if (change.onHold) throw conflict('change/on-hold', `${change.number} is on hold`);
      const window = await windows.get(change.windowId);
      const now = clock.now();
      if (now < window.start) throw conflict('change/too-early', `the window begins at ${window.start}`);

      const difference = window.opened ? change.scopeDifference : await scopeDifference(context, change);
      const { writes, conflicts, ...times } = await timesAtStart(context, change, window, now);
      const begun = { startedAt: now, scopeDifference: difference, conflicts, window: { ...change.window, ...times } };
      const started = moved(change, 'start', { status: 'implementing', ...begun }, now);
      const fact = { change: started, actor: actorOf(caller) };
      await store.commit([
        ...changes.save(started, change),
        changeEvent(context, 'ChangeStarted', fact),
        ...windowWrites(context, startWindow(window, now, times), fact),
        ...writes,
      ]);
      return started;
    });
  };
