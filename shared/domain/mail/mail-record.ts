import type { Change } from '../change/change.ts';
import type { MailOccasion, MailSources, Paragraph } from './letters.ts';

/** The recipients of a mail. `application/notification/recipients.ts` finds them. */
export type RecipientGroup =
  /** The requester and the implementer. */
  | 'involved'
  /** The requester, the implementer, and everyone who was asked to decide. */
  | 'involved-and-asked'
  /** Approvers who have not decided yet. */
  | 'awaited'
  /** Those of the people in the event who have not decided yet. */
  | 'reminded'
  /** The approvers who come next in the order of their groups, or change managers. */
  | 'escalated'
  /** The implementer, the approvers, and the people on call for the items of the change. */
  | 'after-window'
  /** The requester and the implementer, and the contact groups of the failed items and of the services that they affect. */
  | 'involved-and-contacts'
  /** The approvers who have not decided yet, the contact groups of the items, and the change managers. */
  | 'emergency'
  /** The requester, the implementer, who started the work, and the change managers. */
  | 'unauthorized'
  /** The requester and the implementer, without who asked. */
  | 'asked'
  /** Who asked the question. */
  | 'asker';

/** What an event says about people and comments, for its mail. */
export interface MailSubject {
  /** The people whom it is about, if it names them. */
  readonly people: readonly string[];
  /** The id of the comment that it is about. */
  readonly comment?: string | undefined;
}

/** The definition of one mail about a change. */
export interface MailRecord {
  /** The beginning of the subject. The number and title of the change follow it. */
  readonly subject: string;
  readonly recipients: RecipientGroup;
  /** Whether the mail is sent for each event. @default once for each revision of the change */
  readonly isRepeated?: true;
  /**
   * Whether the mail is still correct when its event arrives late or again (E1).
   * @default always: the mail states a fact that stays true
   */
  readonly isStillTrue?: (change: Change) => boolean;
  /** What is asked of the reader, and until when. It is the first line of the mail. @default the mail asks nothing */
  readonly lead?: (occasion: MailOccasion) => string;
  /** The text after the number and title of the change, and before its window. */
  readonly text: (occasion: MailOccasion, sources: MailSources) => readonly Paragraph[] | Promise<readonly Paragraph[]>;
}
