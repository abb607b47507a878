import type { Change } from '../change/change.ts';
import type { MailMessage } from './mail.ts';

/** A paragraph of a mail, or a link that stands alone on its line (P6). */
export type Paragraph = string | { readonly href: string; readonly label: string };

/** What a mail is about, who reads it, and in which time zone. */
export interface MailOccasion {
  readonly change: Change;
  /** The requester's name. */
  readonly requester: string;
  readonly to: string;
  readonly zone: string;
}

/** What became of the alerts of a window (W2). */
export interface WindowTally {
  /** Alerts that were suppressed. */
  readonly quiet: number;
  /** Of these: recovered while they were suppressed. */
  readonly absorbed: number;
  /** Of these: sent when the window ended. */
  readonly released: number;
}

export interface WindowSummary extends WindowTally {
  readonly usedMillis: number;
  readonly leftMillis: number;
}

/** What a mail may tell beside the change. Each is made or read only for a mail that asks for it. */
export interface MailSources {
  /** The address of a new link for the reader to decide by. */
  approvalUrl(): Promise<string>;
  windowSummary(): Promise<WindowSummary>;
}

/** The text of a mail of the catalog. */
export interface MailText {
  readonly subject: string;
  readonly paragraphs: readonly Paragraph[];
}

/** Turns texts into mails. */
export interface Letters {
  /** A mail about a change: number and title first, its window last. */
  aboutChange(occasion: MailOccasion, text: MailText): MailMessage;
  /** The address of the approver's page that a link's token opens. */
  approvalUrl(token: string): string;
  code(occasion: MailOccasion, code: string): MailMessage;
  addressChanged(reader: { readonly to: string; readonly name: string }): MailMessage;
}
