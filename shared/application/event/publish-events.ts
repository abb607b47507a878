import type { Event, EventRepository } from '../../domain/event/event.ts';
import { isStaleWrite, type Store } from '../../domain/store.ts';

interface PublishContext {
  readonly events: Pick<EventRepository, 'published'>;
  readonly store: Store;
  /** @returns for each event, in order, whether the bus took it */
  readonly put: (events: readonly Event[]) => Promise<readonly boolean[]>;
}

/**
 * Publishes events and marks those that the bus took (E3). One that was marked meanwhile was published by another: consumers are
 * idempotent by state.
 * @returns the ids of events that the bus did not take
 */
export const publishEvents =
  ({ events, store, put }: PublishContext) =>
  async (pending: readonly Event[]): Promise<readonly string[]> => {
    const taken = await put(pending);
    await Promise.all(
      pending.map(async (event, at) => {
        if (!taken[at]) return;
        try {
          await store.commit([events.published(event)]);
        } catch (error) {
          if (!isStaleWrite(error)) throw error;
        }
      }),
    );
    return pending.filter((_, at) => !taken[at]).map(({ id }) => id);
  };
