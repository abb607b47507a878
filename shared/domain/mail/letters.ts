import type { Change } from '../change/change.ts';
import type { MailKind, MailMessage } from './mail.ts';

/** What every letter is about and who reads it, in whose zone. */
export interface Occasion {
  readonly change: Change;
  readonly requester: string;
  readonly to: string;
  readonly zone: string;
}

/** What became of the alerts of a window, and of its time (W2). */
export interface WindowTally {
  /** Alerts that were quiet. */
  readonly quiet: number;
  /** Of these: recovered quietly. */
  readonly absorbed: number;
  /** Of these: sent after all. */
  readonly released: number;
}

export interface WindowSummary extends WindowTally {
  readonly usedMillis: number;
  readonly leftMillis: number;
}

export type NoticeKind = Exclude<MailKind, 'approval-request' | 'window-summary'>;

/** The texts of all mails: what they look like is the affair of who writes them. */
export interface Letters {
  approvalRequest(occasion: Occasion, token: string): MailMessage;
  code(occasion: Occasion, code: string): MailMessage;
  notice(occasion: Occasion, kind: NoticeKind): MailMessage;
  windowSummary(occasion: Occasion, summary: WindowSummary): MailMessage;
  addressChanged(reader: { readonly to: string; readonly name: string }): MailMessage;
}
