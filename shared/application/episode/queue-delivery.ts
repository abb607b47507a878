import type { EpisodeRepository, SendQueue } from '../../domain/episode/episode.ts';

interface QueueContext {
  readonly episodes: Pick<EpisodeRepository, 'findDelivery'>;
  readonly queue: SendQueue;
}

/**
 * The sweep's duty `deliver` (S10): queues a delivery that has not been sent. `subject` is `<episode>#<n>`. Queueing it twice is harmless,
 * because its sender claims it first.
 */
export const queueDelivery =
  ({ episodes, queue }: QueueContext) =>
  async (subject: string): Promise<void> => {
    const [episode = '', n = ''] = subject.split('#');
    const delivery = await episodes.findDelivery(episode, Number(n));
    if (delivery?.status === 'pending') await queue.send({ episode, n: delivery.n, monitor: delivery.monitor });
  };
