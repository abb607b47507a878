import { type Clock, type Ids, type Instant, plus } from '../../domain/clock.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { type DueRepository, newDue } from '../../domain/due/due.ts';
import { type ChangeSummary, deliveryBody, deliveryId, topicMessage } from '../../domain/episode/delivery-body.ts';
import { claimed, isHandedOver, nextDeliveryStep, pauseAfter, settled } from '../../domain/episode/delivery-order.ts';
import { type Delivery, type DeliveryReference, deliverySubject, type EpisodeRepository } from '../../domain/episode/episode.ts';
import type { Receiver, ReceiverAnswer, SignDelivery, Topics } from '../../domain/episode/receiver.ts';
import { type ReportMeasurements, secondsSince } from '../../domain/measurement.ts';
import type { Monitor, MonitorRepository, Sealer } from '../../domain/monitor/monitor.ts';
import type { RetiredReceiverRepository } from '../../domain/monitor/retired-receiver.ts';
import { isStaleWrite, type Store } from '../../domain/store.ts';

export interface SendContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly episodes: EpisodeRepository;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
  readonly monitors: Pick<MonitorRepository, 'find'>;
  readonly retiredReceivers: Pick<RetiredReceiverRepository, 'find'>;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly receiver: Receiver;
  readonly topics: Topics;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly sign: SignDelivery;
  readonly measured: ReportMeasurements;
  /** The number, title and current status of changes. */
  readonly changeSummaries: (changes: Delivery['changes']) => Promise<readonly ChangeSummary[]>;
}

/** `done`: everything was sent. `wait`: try again then. `handedOver`: the sweep will queue it again (S10). */
export type SendResult = { readonly kind: 'done' } | { readonly kind: 'handedOver' } | { readonly kind: 'wait'; readonly until: Instant };

const isAccepted = (answer: ReceiverAnswer): boolean => 'status' in answer && answer.status >= 200 && answer.status < 300;

/** Sends the deliveries of an episode up to number n, in order and one sender at a time (S10). A receiver may get one twice. */
export const sendDelivery = (context: SendContext) => {
  const { episodes, clock, store, configurationItems, monitors, sealer, receiver, sign } = context;

  const save = (delivery: Delivery): Promise<void> => store.commit(episodes.saveDelivery(delivery));

  /**
   * Reads everything that a delivery needs and returns the call of its receiver. It runs before the claim, so that an error of the table or
   * of KMS is not counted as a try of the receiver. Undefined if the episode no longer exists.
   */
  const prepared = async (
    delivery: Delivery,
    { id, receiver: to }: Pick<Monitor, 'id' | 'receiver'>,
  ): Promise<(() => Promise<ReceiverAnswer>) | undefined> => {
    const episode = await episodes.find(delivery.episode);
    if (!episode) return undefined;
    const [found, changes, secret] = await Promise.all([
      configurationItems.findMany(episode.items.map((item) => item.id)),
      context.changeSummaries(delivery.changes),
      to.kind === 'webhook' ? sealer.open(to.sealedSecret, id) : '',
    ]);
    const now = clock.now();
    const content = deliveryBody(delivery, { episode, items: found, changes, now });
    if (to.kind === 'sns') return () => context.topics.publish(to.topicArn, topicMessage(content));
    const body = JSON.stringify(content);
    const headers = sign({ id: deliveryId(delivery), at: new Date(now), body, secret });
    return () => receiver.post(to.url, { 'content-type': 'application/json', ...headers }, body);
  };

  /** Makes one attempt. Returns when to try again, or nothing if the delivery is settled. */
  const attempt = async (delivery: Delivery): Promise<Instant | undefined> => {
    const monitor = (await monitors.find(delivery.monitor)) ?? (await context.retiredReceivers.find(delivery.monitor));
    // The monitor was deleted so long ago that its receiver is gone, too.
    if (!monitor) return void (await save(settled(delivery, { status: 'dead' })));
    const call = await prepared(delivery, monitor);
    const claim = claimed(delivery, clock.now());
    await save(claim);
    if (!call || isAccepted(await call())) return void (await save(settled(claim, { status: 'sent', sentAt: clock.now() })));
    const nextTryAt = plus(clock.now(), pauseAfter(claim.tries));
    await save(settled(claim, { nextTryAt }));
    return nextTryAt;
  };

  /**
   * Returns when to try again, or nothing once all deliveries up to n are settled. Later deliveries are sent too, because this claim
   * may have made their own messages wait. If a later one fails, its own message tries again.
   */
  const walk = async ({ episode, n }: DeliveryReference): Promise<Instant | undefined> => {
    for (;;) {
      const all = await episodes.deliveriesOf(episode);
      const own = nextDeliveryStep(all, n, clock.now());
      const step = own ?? nextDeliveryStep(all, Number.POSITIVE_INFINITY, clock.now());
      if (!step) return undefined;
      if (step.kind === 'wait') return own && step.until;
      if (step.kind === 'drop') await save(settled(step.delivery, { status: 'overtaken' }));
      else {
        const until = await attempt(step.delivery);
        if (until !== undefined) return own && until;
      }
    }
  };

  /** Replaces the message by a row of the sweep if the wait is too long for a message. */
  const waiting = async (delivery: DeliveryReference, until: Instant): Promise<SendResult> => {
    const found = await episodes.findDelivery(delivery.episode, delivery.n);
    if (found) context.measured({ unsentSeconds: secondsSince(found.createdAt, clock.now()) }, { monitor: found.monitor });
    if (!found || !isHandedOver(found.createdAt, until)) return { kind: 'wait', until };
    await store.commit([context.dues.save(newDue(context)('deliver', deliverySubject(delivery), until))]);
    return { kind: 'handedOver' };
  };

  return async (delivery: DeliveryReference): Promise<SendResult> => {
    for (;;) {
      try {
        const until = await walk(delivery);
        return until === undefined ? { kind: 'done' } : await waiting(delivery, until);
      } catch (error) {
        // Another sender was faster: read again what it did.
        if (!isStaleWrite(error)) throw error;
      }
    }
  };
};
