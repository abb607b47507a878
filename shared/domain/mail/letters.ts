import type { Change } from '../change/change.ts';
import type { ImpactState } from '../impact/states.ts';
import type { MailMessage } from './mail.ts';

/** A paragraph of a mail, or a link on a line of its own (P6). */
export type Paragraph = string | { readonly href: string; readonly label: string };

/** The change that a mail is about, its recipient, and the recipient's time zone. */
export interface MailOccasion {
  readonly change: Change;
  /** The requester's name. */
  readonly requester: string;
  readonly to: string;
  readonly zone: string;
  /** The name of the person for whom the recipient decides as a delegate (P3). */
  readonly giver?: string | undefined;
  /** Whether the recipient is asked to decide, for themself or for somebody else. */
  readonly isAsked?: boolean;
}

/** How the alerts of a window ended (W2). */
export interface WindowTally {
  /** Alerts that were suppressed. */
  readonly quiet: number;
  /** Suppressed alerts that recovered before they had to be sent. */
  readonly absorbed: number;
  /** Suppressed alerts that were sent later. */
  readonly released: number;
}

/** The alerts of a window, and how much of the agreed downtime was used and is left, in milliseconds. */
export interface WindowSummary extends WindowTally {
  readonly usedMillis: number;
  readonly leftMillis: number;
}

/** Content of a mail that is not part of the change. It is created or read only for a mail that uses it. */
export interface MailSources {
  /** Creates an approval link for the recipient and returns its URL. */
  approvalUrl(): Promise<string>;
  windowSummary(): Promise<WindowSummary>;
  /** The comment that the mail is about. */
  comment(): Promise<{ readonly author: string; readonly text: string }>;
  /** The services that the failures of the change affect, with their names. */
  affectedServices(): Promise<readonly { readonly name: string; readonly state: ImpactState }[]>;
}

/** The text of a mail of the catalog. */
export interface MailText {
  readonly subject: string;
  /** What is asked of the reader, and until when. It comes before the number and title of the change. */
  readonly lead?: string | undefined;
  readonly paragraphs: readonly Paragraph[];
}

/** A request for a decision in a mail with several of them. */
export interface RequestParagraphs {
  /** The number and title of the change. */
  readonly name: string;
  readonly text: string;
  readonly link: Paragraph;
}

/** Formats mails. */
export interface Letters {
  /** A mail about a change: what is asked, if something is, then the number and title of the change; its window last. */
  aboutChange(occasion: MailOccasion, text: MailText): MailMessage;
  /** A mail about a monitor, with its name in the subject. */
  aboutMonitor(monitor: { readonly to: string; readonly name: string }, text: MailText): MailMessage;
  /** A mail about an asset or a contract, with its name in the subject. */
  aboutAsset(asset: { readonly to: string; readonly name: string }, text: MailText): MailMessage;
  /** One mail with several requests for a decision, each with its name, who asks, and a link. */
  requests(to: string, requests: readonly RequestParagraphs[]): MailMessage;
  /** The URL of the approver's page for the token of an approval link. */
  approvalUrl(token: string): string;
  /** The URL of the page on which a holder accepts or declines an asset. */
  acceptanceUrl(token: string): string;
  /** A mail with a one-time code. `name`: what the reader is asked about. */
  code(question: { readonly to: string; readonly name: string }, code: string): MailMessage;
  /** A mail that notifies a person of a changed mail address. */
  addressChanged(reader: { readonly to: string; readonly name: string }): MailMessage;
}
