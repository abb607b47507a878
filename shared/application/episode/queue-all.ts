import type { DeliveryReference, SendQueue } from '../../domain/episode/episode.ts';

/** Queues deliveries that are stored. One that the queue does not take has a `DUE` row, by which the sweep queues it a minute later (S10). */
export const queueAll = async (queue: SendQueue, deliveries: readonly DeliveryReference[]): Promise<void> => {
  await Promise.allSettled(deliveries.map((delivery) => queue.send(delivery)));
};
