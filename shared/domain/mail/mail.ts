import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import type { Write } from '../store.ts';
import { Id, StoredTime } from '../values.ts';

export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  /** @throws DomainError busy `mail/not-sent`; its message names no address */
  send(mail: MailMessage): Promise<{ readonly messageId: string }>;
}

/** What people are told by mail, once each a revision. Codes are not among them: they are asked for. */
export const mailKinds = [
  'approval-request',
  'scheduled',
  'rejected',
  'lapsed',
  'cancelled',
  'failed',
  'start-reminder',
  'not-started',
  'scope-differs',
  'window-summary',
] as const;
export type MailKind = (typeof mailKinds)[number];

const identity = () => ({ change: Id(), revision: z.int().min(1), kind: z.enum(mailKinds), person: Id() });
const sending = () => ({ messageId: z.string(), sentAt: StoredTime(), bounced: z.boolean() });

/** That a mail was sent, so that a restart does not send it again (P6), and whether it came back (P8). `second`: to the second address. */
export const SentMail = lazily(() =>
  z.strictObject({ ...identity(), ...sending(), second: z.strictObject(sending()).optional(), version: z.int().min(1) }),
);
export type SentMail = Shape<typeof SentMail>;
export type MailKey = Pick<SentMail, 'change' | 'revision' | 'kind' | 'person'>;

/** Which mail a message id of the mail service is: how a bounce finds it. */
export const MailReference = lazily(() => z.strictObject({ messageId: z.string(), ...identity(), version: z.literal(1) }));
export type MailReference = Shape<typeof MailReference>;

export interface MailRepository {
  find(mail: MailKey): Promise<SentMail | undefined>;
  /** All mails of a change, for its page of approvals (P8). */
  mailsOf(change: string): Promise<readonly SentMail[]>;
  /** Those whose first address did not take them (P8). */
  bouncedOf(change: string): Promise<readonly Pick<SentMail, 'person' | 'kind'>[]>;
  save(mail: SentMail): Write;
  byMessageId(messageId: string): Promise<MailReference | undefined>;
  saveReference(reference: MailReference): Write;
}
