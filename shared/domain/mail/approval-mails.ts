import { type Change, isApproved } from '../change/change.ts';
import { readableTime } from '../readable-time.ts';
import type { MailOccasion } from './letters.ts';
import type { MailRecord } from './mail-record.ts';

/** Whether decisions are still missing. */
const isUndecided = (change: Change): boolean => change.status === 'awaiting-approval' && !isApproved(change);

const deadlineOf = ({ change, zone }: MailOccasion): readonly string[] =>
  change.approvalDeadline ? [`Decide before ${readableTime(change.approvalDeadline, zone)}. If nobody decides, the change lapses.`] : [];

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

/** The mails that ask for a decision on a change, by kind (P4, P6). */
export const approvalMails = {
  'approval-request': {
    subject: 'Your decision, please',
    recipients: 'awaited',
    isStillTrue: ({ status }) => status === 'awaiting-approval',
    lead: (occasion) => `${occasion.requester} asks for your decision${beforeDeadline(occasion)}.`,
    text: async (occasion, { approvalUrl }) => [
      summaryOf(occasion),
      'Read it and decide here:',
      { href: await approvalUrl(), label: `Read ${occasion.change.number} and decide` },
      ...giverOf(occasion),
      'You can open the link without deciding. To decide, you need a code that is mailed to you from the page. If nobody decides, the change lapses.',
      'The link is for you only. Do not forward it.',
    ],
  },
  'approval-reminder': {
    subject: 'Reminder: your decision, please',
    recipients: 'reminded',
    isRepeated: true,
    isStillTrue: isUndecided,
    text: async (occasion, { approvalUrl }) => [
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
} as const satisfies Readonly<Record<string, MailRecord>>;
