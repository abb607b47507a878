import type { Clock, Ids } from '../../domain/clock.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { shortened, type TruncationRepository } from '../../domain/monitor/truncation.ts';
import { onFreshRows, type Store } from '../../domain/store.ts';

export interface TruncationContext {
  readonly truncations: TruncationRepository;
  readonly events: Pick<EventRepository, 'record'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Counts a message that left alerts out, for the metric that an alarm watches. */
  readonly countTruncated: () => void;
}

/** Records that a message of a monitor left alerts out. At most once an hour, the owner of the monitor is told (M1). */
export const recordTruncation = (context: TruncationContext) => {
  const { truncations, events, store, clock, countTruncated } = context;
  return async (monitor: string, alerts: number): Promise<void> => {
    countTruncated();
    await onFreshRows(async () => {
      const [before] = await truncations.findMany([monitor]);
      const next = shortened(before, { monitor, alerts, at: clock.now() });
      if (!next) return;
      const event = () =>
        newEvent(context)('AlertsTruncated', {
          actor: `monitor:${monitor}`,
          subject: { type: 'monitor', id: monitor },
          body: { alerts },
        });
      await store.commit([truncations.save(next.truncation), ...(next.isReported ? [events.record(event())] : [])]);
    });
  };
};
