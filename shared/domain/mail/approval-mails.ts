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

/** The mails that ask for a decision on a change, by kind (P4, P6). */
export const approvalMails = {
  'approval-request': {
    subject: 'Your decision, please',
    recipients: 'awaited',
    isStillTrue: ({ status }) => status === 'awaiting-approval',
    text: async (occasion, { approvalUrl }) => [
      `${occasion.requester} asks you to decide on this change. Read it and decide here:`,
      { href: await approvalUrl(), label: `Read ${occasion.change.number} and decide` },
      ...giverOf(occasion),
      ...deadlineOf(occasion),
      'The link is for you only. Do not forward it. You can open it without deciding.',
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
