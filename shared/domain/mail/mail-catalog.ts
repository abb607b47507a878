import { type Change, isApproved } from '../change/change.ts';
import type { ChangeStatus } from '../change/change-values.ts';
import type { Monitor } from '../monitor/monitor.ts';
import type { Truncation } from '../monitor/truncation.ts';
import { readableLength, readableTime } from '../readable-time.ts';
import type { MailOccasion, MailSources, Paragraph } from './letters.ts';

/** The recipients of a mail. `application/notification/recipients.ts` finds them. */
export type RecipientGroup =
  /** The requester and the implementer. */
  | 'involved'
  /** The requester, the implementer, and everyone who was asked to decide. */
  | 'involved-and-asked'
  /** Approvers who have not decided yet. */
  | 'awaited'
  /** The implementer, the approvers, and the people on call for the items of the change. */
  | 'after-window';

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

const whileStatus =
  (...statuses: readonly ChangeStatus[]) =>
  ({ status }: Change): boolean =>
    statuses.includes(status);

const beforeDeadline = ({ change, zone }: MailOccasion): string =>
  change.approvalDeadline ? ` before ${readableTime(change.approvalDeadline, zone)}` : '';

const counted = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What an approver wants to know before opening the page: the risk, what would be suppressed, and conflicts. */
const summaryOf = ({ change: { type, risk, scope, window, conflicts } }: MailOccasion): string => {
  const items = counted(scope?.count ?? 0, 'configuration item', 'configuration items');
  return [
    `Type: ${type}.`,
    ...(risk ? [`Risk: ${risk}.`] : []),
    ...(scope && window
      ? [window.suppress ? `Alerts of ${items} would be suppressed.` : `No alerts of its ${items} would be suppressed.`]
      : []),
    ...(conflicts.length > 0 ? [`${counted(conflicts.length, 'conflict', 'conflicts')} with other changes.`] : []),
  ].join(' ');
};

/** All mails about changes, by kind. Each mail is sent once to each recipient, for each revision of the change or for each event. */
export const mailCatalog = {
  'approval-request': {
    subject: 'Your decision, please',
    recipients: 'awaited',
    isStillTrue: whileStatus('awaiting-approval'),
    lead: (occasion) => `${occasion.requester} asks for your decision${beforeDeadline(occasion)}.`,
    text: async (occasion, { approvalUrl }) => [
      summaryOf(occasion),
      'Read it and decide here:',
      { href: await approvalUrl(), label: `Read ${occasion.change.number} and decide` },
      'You can open the link without deciding. To decide, you need a code that is mailed to you from the page. If nobody decides, the change lapses.',
      'The link is for you only. Do not forward it.',
    ],
  },
  edited: {
    subject: 'Edited',
    recipients: 'involved-and-asked',
    isRepeated: true,
    isStillTrue: whileStatus('assessing', 'awaiting-approval', 'scheduled', 'implementing', 'in-review'),
    text: ({ change }) =>
      change.approvals.given === 0 && !isApproved(change) && change.revision > 1
        ? [
            'The change was edited. It needs approval as it reads now. Approvals of an earlier plan do not count, and their window is withdrawn.',
            'The events of the change show what each field said before.',
          ]
        : [
            'The change was edited. Approvals that were given count for what it says now.',
            'The events of the change show what each field said before.',
          ],
  },
  scheduled: {
    subject: 'Scheduled',
    recipients: 'involved',
    isStillTrue: whileStatus('scheduled', 'implementing', 'in-review', 'closed'),
    text: () => ['The change is approved and scheduled.'],
  },
  rejected: {
    subject: 'Rejected',
    recipients: 'involved',
    isStillTrue: whileStatus('rejected'),
    text: () => ['The change was rejected. The reasons are recorded with the change.'],
  },
  lapsed: {
    subject: 'Lapsed',
    recipients: 'involved',
    isStillTrue: whileStatus('lapsed'),
    text: () => ['The change lapsed: it was not approved or could not be scheduled in time. No alerts will be suppressed for it.'],
  },
  cancelled: {
    subject: 'Cancelled',
    recipients: 'involved-and-asked',
    isStillTrue: whileStatus('cancelled'),
    text: ({ change }) => [
      `The change was cancelled${change.ended ? `: ${change.ended.reason}` : '.'}`,
      'No decision is needed any more, and no alerts are suppressed for this change.',
    ],
  },
  failed: {
    subject: 'Failed',
    recipients: 'involved',
    text: () => ['The change failed. Alerts of the items it affected are no longer suppressed, and held alerts are sent.'],
  },
  'start-reminder': {
    subject: 'Not started yet',
    recipients: 'involved',
    isStillTrue: whileStatus('scheduled'),
    text: () => ['The window has begun, and nobody has started the change. Start the change, or cancel it so that alerts are sent again.'],
  },
  'not-started': {
    subject: 'Never started',
    recipients: 'involved',
    text: () => ['The window has ended, and nobody started the change. The change needs a review. No agreed downtime was used.'],
  },
  'scope-differs': {
    subject: 'Scope has changed',
    recipients: 'involved',
    isStillTrue: ({ scopeDifference }) => scopeDifference !== undefined,
    text: ({ change: { scopeDifference } }) => [
      `Relations have changed since the approval. A new scope would add ${scopeDifference?.added.length ?? 0} CIs and remove ${scopeDifference?.removed.length ?? 0} CIs.`,
      'Alerts are suppressed for the approved scope only. The difference is recorded with the change.',
    ],
  },
  'window-summary': {
    subject: 'Window ended',
    recipients: 'after-window',
    text: async (_, { windowSummary }) => {
      const { quiet, absorbed, released, usedMillis, leftMillis } = await windowSummary();
      return [
        'The window has ended.',
        `Alerts suppressed: ${quiet}. Recovered while suppressed: ${absorbed}. Sent later: ${released}.`,
        `Agreed downtime used: ${readableLength(usedMillis)}. Left: ${readableLength(leftMillis)}.`,
      ];
    },
  },
} as const satisfies Readonly<Record<string, MailRecord>>;

export type MailKind = keyof typeof mailCatalog;

/** What a mail about a monitor is written from. */
interface MonitorOccasion {
  readonly monitor: Pick<Monitor, 'name'>;
  readonly truncation: Truncation;
  /** How to correct the configuration of the monitor. */
  readonly advice: string;
  /** The recipient's time zone. */
  readonly zone: string;
}

/** The definition of one mail about a monitor. It goes to the owners of the monitor. */
interface MonitorMailRecord {
  /** The beginning of the subject. The name of the monitor follows it. */
  readonly subject: string;
  readonly text: (occasion: MonitorOccasion) => readonly Paragraph[];
}

/** All mails about monitors, by kind. */
export const monitorMailCatalog = {
  'alerts-truncated': {
    subject: 'Alerts are missing',
    text: ({ monitor, truncation: { alerts, lastAt }, advice, zone }) => [
      `The monitor ${monitor.name} left ${alerts === 1 ? '1 alert' : `${alerts} alerts`} out of a message to Quiesce. Quiesce does not know these alerts, so nobody is told about them.`,
      `To correct this, change the configuration of the monitor: ${advice}.`,
      `The message was received at ${readableTime(lastAt, zone)}. Until the configuration is corrected, this mail is sent at most once an hour.`,
    ],
  },
} as const satisfies Readonly<Record<string, MonitorMailRecord>>;

export type MonitorMailKind = keyof typeof monitorMailCatalog;

/** Whether this version of Quiesce has a mail of this kind about monitors. */
export const isMonitorMailKind = (kind: string): kind is MonitorMailKind => Object.hasOwn(monitorMailCatalog, kind);
/** The kind of a stored mail: without the id of its event, if it is sent for each event. */
export const kindOfStored = (stored: string): string => stored.split(':', 1)[0] ?? stored;

/** Whether this version of Quiesce has a mail of this kind. */
export const isMailKind = (kind: string): kind is MailKind => Object.hasOwn(mailCatalog, kind);
