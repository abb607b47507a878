import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import type { DueRepository } from '../../domain/due/due.ts';
import type { DeliveryReference, EpisodeRepository, SendQueue } from '../../domain/episode/episode.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { MonitorRepository } from '../../domain/monitor/monitor.ts';
import type { Store } from '../../domain/store.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import type { LookUpContext } from '../suppression/look-up.ts';

/** What use cases of alerts stand on. */
export interface AlertContext extends LookUpContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly episodes: EpisodeRepository;
  readonly windows: WindowRepository;
  readonly monitors: Pick<MonitorRepository, 'find' | 'get' | 'findMany' | 'page'>;
  readonly changes: Pick<ChangeRepository, 'scope'>;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly events: Pick<EventRepository, 'record'>;
  readonly queue: SendQueue;
}

/** Queues what is stored. What the queue does not take has its `DUE` row, and the sweep queues it a minute later (S10). */
export const queueAll = async (queue: SendQueue, deliveries: readonly DeliveryReference[]): Promise<void> => {
  await Promise.allSettled(deliveries.map((delivery) => queue.send(delivery)));
};

/** Works on all of a list, so many at once; the first failure is thrown when those under way have ended. */
export const eachOf = async <Entry>(list: readonly Entry[], atOnce: number, work: (entry: Entry) => Promise<void>): Promise<void> => {
  const left = [...list];
  const worker = async () => {
    for (let entry = left.shift(); entry !== undefined; entry = left.shift()) await work(entry);
  };
  const done = await Promise.allSettled(Array.from({ length: Math.min(atOnce, list.length) }, worker));
  for (const result of done) if (result.status === 'rejected') throw result.reason;
};
