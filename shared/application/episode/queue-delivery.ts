import { type Clock, type Ids, minute, plus } from '../../domain/clock.ts';
import { type DueRepository, newDue } from '../../domain/due/due.ts';
import { isClaimed, overdue } from '../../domain/episode/delivery-order.ts';
import type { EpisodeRepository, SendQueue } from '../../domain/episode/episode.ts';
import { onFreshRows, type Store } from '../../domain/store.ts';

interface QueueContext {
  readonly episodes: Pick<EpisodeRepository, 'findDelivery' | 'saveDelivery'>;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly queue: SendQueue;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * The sweep's duty `deliver` (S10): marks a delivery that has not been sent as overdue, so that its age is measured, and queues it. `subject`
 * is `<episode>#<n>`. Queueing it twice is harmless, because its sender claims it first. A delivery that is claimed now is not written,
 * because its sender could not record then that it was sent, and would send it again. It is looked at again a minute later.
 */
export const queueDelivery = (context: QueueContext) => (subject: string) =>
  onFreshRows(async (): Promise<void> => {
    const { episodes, dues, queue, store, clock } = context;
    const [episode = '', n = ''] = subject.split('#');
    const delivery = await episodes.findDelivery(episode, Number(n));
    if (delivery?.status !== 'pending') return;
    if (isClaimed(delivery, clock.now())) return store.commit([dues.save(newDue(context)('deliver', subject, plus(clock.now(), minute)))]);
    if (!delivery.overdue) await store.commit(episodes.saveDelivery(overdue(delivery)));
    await queue.send({ episode, n: delivery.n, monitor: delivery.monitor });
  });
