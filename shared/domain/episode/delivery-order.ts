import { day, hour, type Instant, millis, minute, plus, second } from '../clock.ts';
import type { Delivery } from './episode.ts';

/** Pauses after a failed try (S10): 1, 2, 4, 8, 15, 30 s, then doubling to 15 minutes. */
const first = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * second);
export const pauseAfter = (tries: number): number => first[tries - 1] ?? Math.min(30 * second * 2 ** (tries - first.length), 15 * minute);

/**
 * Whether a row of the sweep waits instead of the message (S10): past eleven hours, since a message cannot be hidden much longer; and
 * no more past two days, so that the queue counts the tries that are left and the message ends among the dead letters.
 */
export const isHandedOver = (createdAt: Instant, until: Instant): boolean => {
  const age = millis(until) - millis(createdAt);
  return age >= 11 * hour && age < 2 * day;
};
/** Nobody else sends a claimed delivery before the claim has ended: longer than a call may take (M5). */
export const lease = 30 * second;

/** What the sender does with the first of an episode's deliveries that is not settled (S10). */
export type DeliveryStep =
  | { readonly kind: 'send'; readonly delivery: Delivery }
  | { readonly kind: 'drop'; readonly delivery: Delivery }
  | { readonly kind: 'wait'; readonly until: Instant };

/** A firing that tells again what was told before, and is overtaken by what came after it: that alone is dropped. */
const isOvertaken = (delivery: Delivery, all: readonly Delivery[]): boolean =>
  delivery.kind === 'firing' &&
  all.some(({ n, kind, status }) => n < delivery.n && kind === 'firing' && status === 'sent') &&
  all.some(({ n }) => n > delivery.n);

/** The next step towards number `n`: earlier ones come first, and one that waits keeps the later ones waiting. */
export const nextDeliveryStep = (all: readonly Delivery[], n: number, now: Instant): DeliveryStep | undefined => {
  const delivery = all.filter((one) => one.n <= n && one.status === 'pending').sort((one, other) => one.n - other.n)[0];
  if (!delivery) return undefined;
  const until = delivery.leasedUntil ?? delivery.nextTryAt;
  if (until !== undefined && until > now) return { kind: 'wait', until };
  return { kind: isOvertaken(delivery, all) ? 'drop' : 'send', delivery };
};

/** A claim: one more try, and nobody else before the lease has ended. */
export const claimed = (delivery: Delivery, now: Instant): Delivery => ({
  ...delivery,
  version: delivery.version + 1,
  tries: delivery.tries + 1,
  leasedUntil: plus(now, lease),
});

/** What is stored of a claim that has ended. */
export const settled = ({ leasedUntil, nextTryAt, ...delivery }: Delivery, fields: Partial<Delivery>): Delivery => ({
  ...delivery,
  version: delivery.version + 1,
  ...fields,
});
