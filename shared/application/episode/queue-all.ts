import type { DeliveryReference, SendQueue } from '../../domain/episode/episode.ts';

/** Queues stored deliveries. If the queue does not accept one, the sweep queues it a minute later, because it has a `DUE` row (S10). */
export const queueAll = async (queue: SendQueue, deliveries: readonly DeliveryReference[]): Promise<void> => {
  await Promise.allSettled(deliveries.map((delivery) => queue.send(delivery)));
};
