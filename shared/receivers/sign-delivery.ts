import { Webhook } from 'standardwebhooks';
import type { SignDelivery } from '../domain/episode/receiver.ts';

/** The three headers of Standard Webhooks. */
export const signDelivery: SignDelivery = ({ id, at, body, secret }) => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': new Webhook(secret).sign(id, at, body),
});
