import type { Instant } from '../clock.ts';
import type { Write } from '../store.ts';

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

/** Identifies a mail. `kind`: of the mail catalog; a row may have one that this version no longer knows. */
export interface MailKey {
  readonly change: string;
  readonly revision: number;
  readonly kind: string;
  readonly person: string;
}

/** Records that a mail was sent to one address, and whether it bounced (P8). */
export interface MailSending {
  readonly messageId: string;
  readonly sentAt: Instant;
  readonly bounced: boolean;
}

/** Records that a mail was sent, so that a retry does not send it again (P6). `second`: the same mail to the second address. */
export interface SentMail extends MailKey, MailSending {
  readonly second?: MailSending | undefined;
  readonly version: number;
}

/** Which mail has this message id of the mail service: how a bounce finds it. */
export interface MailReference extends MailKey {
  readonly messageId: string;
  readonly version: 1;
}

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
