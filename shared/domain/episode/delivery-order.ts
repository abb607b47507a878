import { day, hour, type Instant, millis, minute, plus, second } from '../clock.ts';
import type { Delivery } from './episode.ts';

/** The pause after each failed try (S10): 1, 2, 4, 8, 15, 30 s, then doubled up to 15 minutes. */
const first = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * second);
export const pauseAfter = (tries: number): number => first[tries - 1] ?? Math.min(30 * second * 2 ** (tries - first.length), 15 * minute);

/**
 * Whether a row of the sweep replaces the message (S10). After eleven hours it does, because a message cannot be hidden for longer than
 * twelve. After two days it no longer does, so that the queue counts the remaining tries and moves the message to the dead-letter queue.
 */
export const isHandedOver = (createdAt: Instant, until: Instant): boolean => {
  const age = millis(until) - millis(createdAt);
  return age >= 11 * hour && age < 2 * day;
};
/** How long a claim lasts: longer than a call of a receiver may take (M5). No other sender sends the delivery until then. */
export const lease = 30 * second;

/** What to do with the first delivery of an episode that is not settled (S10). */
export type DeliveryStep =
  | { readonly kind: 'send'; readonly delivery: Delivery }
  | { readonly kind: 'drop'; readonly delivery: Delivery }
  | { readonly kind: 'wait'; readonly until: Instant };

/** Only a repeated firing is dropped: an earlier firing was sent, and a later delivery exists. */
const isOvertaken = (delivery: Delivery, all: readonly Delivery[]): boolean =>
  delivery.kind === 'firing' &&
  all.some(({ n, kind, status }) => n < delivery.n && kind === 'firing' && status === 'sent') &&
  all.some(({ n }) => n > delivery.n);

/** The next step towards delivery `n`. Earlier deliveries come first; while one waits, the later ones wait too. */
export const nextDeliveryStep = (all: readonly Delivery[], n: number, now: Instant): DeliveryStep | undefined => {
  const delivery = all.filter((one) => one.n <= n && one.status === 'pending').sort((one, other) => one.n - other.n)[0];
  if (!delivery) return undefined;
  const until = delivery.leasedUntil ?? delivery.nextTryAt;
  if (until !== undefined && until > now) return { kind: 'wait', until };
  return { kind: isOvertaken(delivery, all) ? 'drop' : 'send', delivery };
};

/** The delivery as claimed for one more try. */
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
