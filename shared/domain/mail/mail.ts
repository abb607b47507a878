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

/** `kind`: of the mail catalog; a row may have one that this version no longer knows. */
const identity = () => ({ change: Id(), revision: z.int().min(1), kind: z.string(), person: Id() });
const sending = () => ({ messageId: z.string(), sentAt: StoredTime(), bounced: z.boolean() });

/**
 * Records that a mail was sent, so that a retry does not send it again (P6), and whether it bounced (P8). `second`: the same mail to the
 * second address.
 */
export const SentMail = lazily(() =>
  z.strictObject({ ...identity(), ...sending(), second: z.strictObject(sending()).optional(), version: z.int().min(1) }),
);
export type SentMail = Shape<typeof SentMail>;
export type MailKey = Pick<SentMail, 'change' | 'revision' | 'kind' | 'person'>;

/** Which mail has this message id of the mail service: how a bounce finds it. */
export const MailReference = lazily(() => z.strictObject({ messageId: z.string(), ...identity(), version: z.literal(1) }));
export type MailReference = Shape<typeof MailReference>;

export interface MailRepository {
  find(mail: MailKey): Promise<SentMail | undefined>;
  /** All mails of a change, for its page of approvals (P8). */
  mailsOf(change: string): Promise<readonly SentMail[]>;
  /** Mails of a change that bounced at the first address (P8). */
  bouncedOf(change: string): Promise<readonly Pick<SentMail, 'person' | 'kind'>[]>;
  save(mail: SentMail): Write;
  byMessageId(messageId: string): Promise<MailReference | undefined>;
  saveReference(reference: MailReference): Write;
}
