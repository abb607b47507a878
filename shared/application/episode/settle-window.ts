import type { Clock, Ids } from '../../domain/clock.ts';
import { type EventRepository, system } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { onFreshRows, type Store } from '../../domain/store.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { settleWindow } from '../../domain/window/window-transitions.ts';

interface SettleContext {
  readonly windows: Pick<WindowRepository, 'find' | 'save'>;
  readonly events: Pick<EventRepository, 'record'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Records once that all alerts of a window are decided, so that people are notified of the tally (W2).
 * `isLast`: the last release pass found no held alert, and no further pass is due (S8).
 */
export const recordSettlement =
  (context: SettleContext) =>
  (id: string, isLast: boolean): Promise<void> =>
    onFreshRows(async () => {
      const { windows, store, clock, events } = context;
      const window = await windows.find(id);
      const step = window && settleWindow(window, isLast, clock.now());
      if (!step) return;
      const { change, revision } = step.window;
      const fact = { actor: system, subject: { type: 'change', id: change } as const, change, body: { revision, window: id } };
      await store.commit([windows.save(step.window), ...step.events.map((name) => events.record(newEvent(context)(name, fact)))]);
    });
