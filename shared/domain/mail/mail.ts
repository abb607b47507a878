import type { Instant } from '../clock.ts';
import type { Write } from '../store.ts';

export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  /** @throws DomainError busy `mail/not-sent`. Its message contains no mail address. */
  send(mail: MailMessage): Promise<{ readonly messageId: string }>;
}

/** Identifies a mail. `kind` is a kind of the mail catalog, or in a stored row one that this version no longer has. */
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

/** Records that a mail was sent, so that a retry does not send it again (P6). `second`: the same mail to the person's second address. */
export interface SentMail extends MailKey, MailSending {
  readonly second?: MailSending | undefined;
  readonly version: number;
}

/** Maps a message id of the mail service to its mail, so that the mail of a bounce can be found. */
export interface MailReference extends MailKey {
  readonly messageId: string;
  readonly sentAt: Instant;
  readonly version: 1;
}

export interface MailRepository {
  find(mail: MailKey): Promise<SentMail | undefined>;
  /** All mails of a change, for its approvals page (P8). */
  mailsOf(change: string): Promise<readonly SentMail[]>;
  /** Mails of a change that bounced at the person's first address (P8). */
  bouncedOf(change: string): Promise<readonly Pick<SentMail, 'person' | 'kind'>[]>;
  save(mail: SentMail): Write;
  byMessageId(messageId: string): Promise<MailReference | undefined>;
  saveReference(reference: MailReference): Write;
}
