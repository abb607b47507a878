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

/** Which mail: what it is about, its kind, and to whom. */
export interface MailKey {
  readonly change: string;
  readonly revision: number;
  readonly kind: MailKind;
  readonly person: string;
}

/** That a mail went to one address, and whether it came back (P8). */
export interface MailSending {
  readonly messageId: string;
  readonly sentAt: Instant;
  readonly bounced: boolean;
}

/** That a mail was sent, so that a restart does not send it again (P6). `second`: to the second address. */
export interface SentMail extends MailKey, MailSending {
  readonly second?: MailSending | undefined;
  readonly version: number;
}

/** Which mail a message id of the mail service is: how a bounce finds it. */
export interface MailReference extends MailKey {
  readonly messageId: string;
  readonly version: 1;
}

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
