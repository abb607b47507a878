import type { Event, EventRepository } from '../../domain/event/event.ts';
import { isStaleWrite, type Store } from '../../domain/store.ts';

interface PublishContext {
  readonly events: Pick<EventRepository, 'published'>;
  readonly store: Store;
  /** @returns for each event, in order, whether the event bus accepted it */
  readonly put: (events: readonly Event[]) => Promise<readonly boolean[]>;
}

/**
 * Publishes events and marks those that the event bus accepted (E3). If an event is already marked, another run has published it too.
 * Publishing twice is harmless, because consumers are idempotent by state.
 * @returns the ids of the events that the event bus did not accept
 */
export const publishEvents =
  ({ events, store, put }: PublishContext) =>
  async (pending: readonly Event[]): Promise<readonly string[]> => {
    const accepted = await put(pending);
    await Promise.all(
      pending.map(async (event, at) => {
        if (!accepted[at]) return;
        try {
          await store.commit([events.published(event)]);
        } catch (error) {
          if (!isStaleWrite(error)) throw error;
        }
      }),
    );
    return pending.filter((_, at) => !accepted[at]).map(({ id }) => id);
  };
