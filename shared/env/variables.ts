import * as z from 'zod';

/**
 * Every environment variable that a function may have, each with its schema. Values are strings, as Lambda gives them. A function gets
 * those that its needs name (`shared/functions`), and no others.
 */
export const variables = {
  /** The stage's name, in logs and in the answer of `/health`. */
  STAGE: () => z.string(),
  TABLE_NAME: () => z.string(),
  /** The address under which people reach the API, without a slash at its end. */
  PUBLIC_URL: () => z.url(),
  /** Issuer and audience of the identity provider's ID tokens. */
  ISSUER_URL: () => z.url(),
  AUDIENCE: () => z.string(),
  /** An unknown person who signs in with this verified address becomes the first admin. */
  BOOTSTRAP_ADMIN: () => z.string(),
  /** Name of the contact group that approves changes of items without approvers of their own (P1). */
  APPROVERS_GROUP: () => z.string(),
  /** Sender of all mails. */
  MAIL_FROM: () => z.email(),
  /** The queue of deliveries that are to be sent to receivers. */
  SEND_QUEUE_URL: () => z.string(),
  /** The queue of windows whose held alerts are to be decided. */
  RELEASE_QUEUE_URL: () => z.string(),
  /** The KMS key that encrypts the credentials of monitors (M5). */
  SEAL_KEY_ID: () => z.string(),
  /** Whether receivers may have loopback or private addresses and plain http (M5): in the local stage only. */
  ALLOW_PRIVATE_RECEIVERS: () => z.enum(['true', 'false']),
  BUS_NAME: () => z.string(),
  STATE_MACHINE_ARN: () => z.string(),
} as const;

export type Variable = keyof typeof variables;
