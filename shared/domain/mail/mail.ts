import type { Instant } from '../clock.ts';
import type { Write } from '../store.ts';
import type { RequestBurst, RequestKey } from './request-burst.ts';

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

/** Records that a mail was sent to one address, and what became of it (P8). */
export interface MailSending {
  readonly messageId: string;
  readonly sentAt: Instant;
  /** Whether the mail will not arrive: it bounced for good, or the mail service rejected it. */
  readonly bounced: boolean;
  /** When the mail service first reported that the mail is delayed, or came back for a reason that may pass. It may have arrived since. */
  readonly delayedAt?: Instant | undefined;
  /** When the recipient first reported the mail as spam. */
  readonly complainedAt?: Instant | undefined;
}

/** What became of a mail that the mail service had accepted. `failed`: it will not arrive. `delayed`: it may still arrive. */
export type MailOutcome = 'failed' | 'delayed' | 'complaint';

/** A report of the mail service about one of its messages. */
export interface MailFeedback {
  readonly messageId: string;
  readonly outcome: MailOutcome;
}

/** A mail of a change that did not simply arrive at the person's first address (P8). `at`: when it became known. */
export interface MailTrouble extends Pick<MailKey, 'person' | 'kind'> {
  readonly outcome: MailOutcome;
  readonly at?: Instant | undefined;
}

/** Records that a mail was sent, so that a retry does not send it again (P6). `second`: the same mail to the person's second address. */
export interface SentMail extends MailKey, MailSending {
  readonly second?: MailSending | undefined;
  readonly version: number;
}

/** Maps a message id of the mail service to its mail, so that the mail of a bounce can be found. `also`: what else one mail asked about. */
export interface MailReference extends MailKey {
  readonly messageId: string;
  readonly sentAt: Instant;
  readonly also?: readonly RequestKey[] | undefined;
  readonly version: 1;
}

export interface MailRepository {
  find(mail: MailKey): Promise<SentMail | undefined>;
  /** All mails of a change, for its approvals page (P8). */
  mailsOf(change: string): Promise<readonly SentMail[]>;
  /** What went wrong with the mails of a change at the first addresses of people (P8). A mail can be delayed and then fail: it failed. */
  troublesOf(change: string): Promise<readonly MailTrouble[]>;
  save(mail: SentMail): Write;
  byMessageId(messageId: string): Promise<MailReference | undefined>;
  saveReference(reference: MailReference): Write;
  /** The requests that a person got lately, and those that wait for one mail. */
  burstOf(person: string): Promise<RequestBurst | undefined>;
  saveBurst(burst: RequestBurst): Write;
}
