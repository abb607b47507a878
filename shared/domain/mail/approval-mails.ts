import { type Change, isApproved } from '../change/change.ts';
import { awaitsRetrospective } from '../change/emergency.ts';
import { isExtending } from '../change/extension.ts';
import { isUndecided } from '../change/votable-change.ts';
import { readableTime } from '../readable-time.ts';
import { emergencyNotes } from './emergency-mails.ts';
import type { MailOccasion } from './letters.ts';
import type { MailRecord } from './mail-record.ts';

/** What an extension asks for, if one is asked for. */
const extensionOf = ({ change, zone }: MailOccasion): readonly string[] =>
  isExtending(change) ? [`Its window is to end later, at ${readableTime(change.extension.end, zone)}: ${change.extension.reason}`] : [];

/** What happens if nobody decides (P4, W2, H7). */
const ifNobody = (change: Change): string => {
  if (awaitsRetrospective(change)) return 'If nobody decides, it is an unauthorized change.';
  return isExtending(change) ? 'If nobody decides, the window ends as it was approved.' : 'If nobody decides, the change lapses.';
};

const deadlineOf = ({ change, zone }: MailOccasion): readonly string[] =>
  change.approvalDeadline ? [`Decide before ${readableTime(change.approvalDeadline, zone)}. ${ifNobody(change)}`] : [];

const giverOf = ({ giver }: MailOccasion): readonly string[] =>
  giver === undefined ? [] : [`You decide for ${giver}, who has delegated to you.`];

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
    ...(conflicts.length > 0 ? [`Conflicts: ${conflicts.length}.`] : []),
  ].join(' ');
};

/** The mails that ask for a decision on a change, and those about decisions, by kind (P4, P6, P7, W2). */
export const approvalMails = {
  'approval-request': {
    subject: 'Your decision, please',
    recipients: 'awaited',
    isStillTrue: (change) => change.status === 'awaiting-approval' || isExtending(change) || awaitsRetrospective(change),
    lead: (occasion) => `${occasion.requester} asks for your decision${beforeDeadline(occasion)}.`,
    text: async (occasion, { approvalUrl }) => [
      ...extensionOf(occasion),
      ...emergencyNotes(occasion),
      summaryOf(occasion),
      'Read it and decide here:',
      { href: await approvalUrl(), label: `Read ${occasion.change.number} and decide` },
      ...giverOf(occasion),
      `You can open the link without deciding. To decide, you need a code that is mailed to you from the page. ${ifNobody(occasion.change)}`,
      'The link is for you only. Do not forward it.',
    ],
  },
  'approval-reminder': {
    subject: 'Reminder: your decision, please',
    recipients: 'reminded',
    isRepeated: true,
    isStillTrue: isUndecided,
    text: async (occasion, { approvalUrl }) => [
      ...extensionOf(occasion),
      `${occasion.requester} has asked you to decide on this change, and your decision is missing. Read it and decide here:`,
      { href: await approvalUrl(), label: `Read ${occasion.change.number} and decide` },
      ...giverOf(occasion),
      ...deadlineOf(occasion),
    ],
  },
  'approval-escalation': {
    subject: 'Approval is missing',
    recipients: 'escalated',
    isStillTrue: isUndecided,
    text: async (occasion, { approvalUrl }) =>
      occasion.isAsked
        ? [
            'Others were asked before you and have not decided. Read the change and decide here:',
            { href: await approvalUrl(), label: `Read ${occasion.change.number} and decide` },
            ...deadlineOf(occasion),
          ]
        : [
            'Nobody who could come next has decided on this change. As a change manager, you can talk to its approvers, or delegate for one who is ill.',
            ...deadlineOf(occasion),
          ],
  },
  'extension-rejected': {
    subject: 'Extension rejected',
    recipients: 'involved',
    isRepeated: true,
    text: () => ['A later end of the window was rejected. The window ends as it was approved.'],
  },
  extended: {
    subject: 'Extended',
    recipients: 'involved',
    isRepeated: true,
    text: ({ change, zone }) => [
      `A later end of the window was approved${change.window?.end ? `: it ends at ${readableTime(change.window.end, zone)}` : ''}.`,
    ],
  },
  'decision-withdrawn': {
    subject: 'Decision withdrawn',
    recipients: 'involved-and-asked',
    isRepeated: true,
    isStillTrue: ({ status }) => ['awaiting-approval', 'scheduled', 'implementing', 'in-review'].includes(status),
    text: ({ change }) =>
      isApproved(change)
        ? ['A decision on the change was withdrawn. The change still has all the approvals that it needs.']
        : ['A decision on the change was withdrawn. The change needs approval before it can start, and its alerts are sent as usual.'],
  },
} as const satisfies Readonly<Record<string, MailRecord>>;
