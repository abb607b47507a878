import { day, hour, type Instant, millis, minute, plus, second } from '../clock.ts';
import type { Delivery } from './episode.ts';

const firstPauses = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * second);
/** The pause after a failed try, in milliseconds (S10): 1, 2, 4, 8, 15 and 30 seconds, then doubled each time, up to 15 minutes. */
export const pauseAfter = (tries: number): number =>
  firstPauses[tries - 1] ?? Math.min(30 * second * 2 ** (tries - firstPauses.length), 15 * minute);

/**
 * Whether a due row of the sweep replaces the SQS message (S10). This begins after eleven hours, because SQS limits the visibility timeout
 * of a message to twelve hours. It ends after two days, so that SQS counts the remaining tries and moves the message to the dead-letter
 * queue.
 */
export const isHandedOver = (createdAt: Instant, until: Instant): boolean => {
  const age = millis(until) - millis(createdAt);
  return age >= 11 * hour && age < 2 * day;
};

/** A delivery is tried for two days, and stays in the dead-letter queue for 14. After this time nobody sends it any more. */
export const pendingFor = 17 * day;

/**
 * How long a sender's claim on a delivery lasts, in milliseconds. It is longer than the timeout of a call to a receiver (M5). No other
 * sender sends the delivery during this time.
 */
export const lease = 30 * second;

/** The next step for the first pending delivery of an episode (S10). */
export type DeliveryStep =
  | { readonly kind: 'send'; readonly delivery: Delivery }
  | { readonly kind: 'drop'; readonly delivery: Delivery }
  | { readonly kind: 'wait'; readonly until: Instant };

/** Whether a delivery can be dropped: it repeats a firing that was sent before, and a later delivery exists. */
const isOvertaken = (delivery: Delivery, all: readonly Delivery[]): boolean =>
  delivery.kind === 'firing' &&
  all.some(({ n, kind, status }) => n < delivery.n && kind === 'firing' && status === 'sent') &&
  all.some(({ n }) => n > delivery.n);

/** The next step to send delivery `n`. Earlier deliveries are sent first. While one waits, the later ones wait too. */
export const nextDeliveryStep = (all: readonly Delivery[], n: number, now: Instant): DeliveryStep | undefined => {
  const delivery = all.filter((one) => one.n <= n && one.status === 'pending').sort((one, other) => one.n - other.n)[0];
  if (!delivery) return undefined;
  const until = delivery.leasedUntil ?? delivery.nextTryAt;
  if (until !== undefined && until > now) return { kind: 'wait', until };
  return { kind: isOvertaken(delivery, all) ? 'drop' : 'send', delivery };
};

/** Whether a sender has claimed the delivery, so that it may just be sending it. */
export const isClaimed = ({ leasedUntil }: Pick<Delivery, 'leasedUntil'>, now: Instant): boolean =>
  leasedUntil !== undefined && leasedUntil > now;

/** The delivery once the sweep has found it unsent. */
export const overdue = (delivery: Delivery): Delivery => ({ ...delivery, version: delivery.version + 1, overdue: true });

/** The delivery with a claim for one more try. */
export const claimed = (delivery: Delivery, now: Instant): Delivery => ({
  ...delivery,
  version: delivery.version + 1,
  tries: delivery.tries + 1,
  leasedUntil: plus(now, lease),
});

/** The delivery after a try has ended. */
export const settled = ({ leasedUntil, nextTryAt, ...delivery }: Delivery, fields: Partial<Delivery>): Delivery => ({
  ...delivery,
  version: delivery.version + 1,
  ...fields,
});
