import { Webhook } from 'standardwebhooks';
import type { SignDelivery } from '../domain/episode/receiver.ts';

/** Signs a delivery. Returns the three headers that the Standard Webhooks specification defines. */
export const signDelivery: SignDelivery = ({ id, at, body, secret }) => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': new Webhook(secret).sign(id, at, body),
});
