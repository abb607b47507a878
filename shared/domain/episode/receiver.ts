import { second } from '../clock.ts';

/** The HTTP status of the receiver's answer, or the reason why there was no answer. */
export type ReceiverAnswer = { readonly status: number } | { readonly failed: string };

/** The longest duration of a call of a receiver or a topic in milliseconds, from before the DNS lookup to the end of the answer (M5). */
export const callLimit = 5 * second;

/**
 * Calls a monitor's receiver once, at the IP address that was checked, without following redirects (M5). It does not throw for errors of
 * the receiver.
 */
export interface Receiver {
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<ReceiverAnswer>;
}

/** One message to a topic. `group` and `id` keep the order, and drop repeats, on a topic that does so. */
export interface TopicMessage {
  readonly subject: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly group: string;
  readonly id: string;
}

/** Publishes one message to an SNS topic. It does not throw for errors of the topic. */
export interface Topics {
  publish(topicArn: string, message: TopicMessage): Promise<ReceiverAnswer>;
}

/** Signs a body, and returns the headers that the Standard Webhooks specification defines. */
export type SignDelivery = (message: {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
  readonly secret: string;
}) => Readonly<Record<string, string>>;
