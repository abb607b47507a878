import * as z from 'zod';
import { RetentionDays } from '../domain/retention.ts';

/**
 * The schema of every environment variable that a function may have. All values are strings. A function gets only the variables that its
 * needs name (`shared/functions`).
 */
export const variables = {
  /** The stage's name. It is used in logs and in the response of `/health`. */
  STAGE: () => z.string(),
  /** What CloudFront sends with each request to prove itself (X3). Empty if requests may come without CloudFront. */
  ORIGIN_PROOF: () => z.string(),
  TABLE_NAME: () => z.string(),
  /** How often the table was restored from a backup. Windows that were scheduled before need confirmation (S2). */
  RESTORE_EPOCH: () => z.coerce.number().int().min(0),
  /** How long rows of each kind are kept, in days, as JSON. */
  RETENTION_DAYS: () =>
    z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(RetentionDays()),
  /** The public base URL of the API, without a trailing slash. */
  PUBLIC_URL: () => z.url(),
  /** Issuer and audience of the identity provider's ID tokens. */
  ISSUER_URL: () => z.url(),
  AUDIENCE: () => z.string(),
  /** The address of the issuer's keys (a JWK set), or of its discovery document, which names that address. */
  ISSUER_KEYS_URL: () => z.url(),
  /** The claim that says that a person's address is verified. */
  EMAIL_VERIFIED_CLAIM: () => z.string(),
  /** An e-mail address. A new person who signs in with this verified address becomes the first admin. */
  BOOTSTRAP_ADMIN: () => z.string(),
  /** The name of the contact group that approves changes of items that have no approvers of their own (P1). */
  APPROVERS_GROUP: () => z.string(),
  /** The sender address of all mails. */
  MAIL_FROM: () => z.email(),
  /** The SES configuration set of all mails. */
  MAIL_CONFIGURATION_SET: () => z.string(),
  /** The queue of deliveries to send to receivers. */
  SEND_QUEUE_URL: () => z.string(),
  /** The queue of state changes of CloudWatch alarms. */
  ALARM_QUEUE_URL: () => z.string(),
  /** The queue of changes of resources that AWS Config saw, and that of its dead letters. */
  CONFIG_QUEUE_URL: () => z.string(),
  CONFIG_DEAD_LETTERS_URL: () => z.string(),
  /** The bucket to which AWS Config delivers. Empty: its files are not read (C7). */
  CONFIG_BUCKET: () => z.string(),
  /** The queue of windows that need a release pass. */
  RELEASE_QUEUE_URL: () => z.string(),
  /** The bucket of the files of imports and exports. */
  TRANSFER_BUCKET: () => z.string(),
  /** The bucket of what was sealed of histories. */
  SEAL_BUCKET: () => z.string(),
  /** The queue of uploaded files, and of imports that go on. */
  IMPORT_QUEUE_URL: () => z.string(),
  /** The queue of exports to write. */
  EXPORT_QUEUE_URL: () => z.string(),
  /** The KMS key that encrypts the credentials of monitors (M5). */
  SEAL_KEY_ID: () => z.string(),
  /** Whether receivers may have loopback or private addresses and use plain http (M5). It is `true` in the local stage only. */
  ALLOW_PRIVATE_RECEIVERS: () => z.enum(['true', 'false']),
  /** The topics that receivers may be: patterns of ARNs, separated by commas (M5). */
  RECEIVER_TOPICS: () => z.string(),
  /** The beginning of the ARN of each alarm about Quiesce itself. */
  OWN_ALARMS: () => z.string(),
  BUS_NAME: () => z.string(),
  STATE_MACHINE_ARN: () => z.string(),
} as const;

export type Variable = keyof typeof variables;
