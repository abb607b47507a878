import type { Clock, Ids } from '../../domain/clock.ts';
import { type EventRepository, system } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { onFreshRows, type Store, type Write } from '../../domain/store.ts';
import type { Window } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';

interface SettleContext {
  readonly windows: Pick<WindowRepository, 'find' | 'save'>;
  readonly events: Pick<EventRepository, 'record'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Says once that all alerts of a window are decided, so that people are told what became of them (W2); a window that never came into
 * force has nothing to tell. `last`: the last pass found nothing, and no other is due (S8).
 */
export const settleWindow =
  (context: SettleContext) =>
  (id: string, last: boolean): Promise<void> =>
    onFreshRows(async () => {
      const { windows, store, clock, events } = context;
      const window = await windows.find(id);
      if (!window || (window.settled && (!last || !window.releaseDue))) return;
      const next: Window = {
        ...window,
        version: window.version + 1,
        updatedAt: clock.now(),
        settled: true,
        releaseDue: window.releaseDue && !last,
      };
      const told: readonly Write[] =
        window.settled || !window.opened
          ? []
          : [
              events.record(
                newEvent(context)('WindowSettled', {
                  actor: system,
                  subject: { type: 'change', id: window.change },
                  change: window.change,
                  body: { revision: window.revision, window: id },
                }),
              ),
            ];
      await store.commit([windows.save(next), ...told]);
    });
