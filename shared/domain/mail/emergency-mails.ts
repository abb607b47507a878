import { awaitsRetrospective } from '../change/emergency.ts';
import { readableTime } from '../readable-time.ts';
import type { MailOccasion } from './letters.ts';
import type { MailRecord } from './mail-record.ts';

/** What the reader of a mail about an emergency has to know: the work goes on, and since when. */
const sinceWhen = ({ change, zone }: MailOccasion): string =>
  `The work began${change.startedAt ? ` at ${readableTime(change.startedAt, zone)}` : ''}, before the change was approved. It is an emergency.`;

/**
 * What a decision means once the work has begun: nothing for any other change (H7).
 */
export const emergencyNotes = (occasion: MailOccasion): readonly string[] =>
  awaitsRetrospective(occasion.change)
    ? [
        sinceWhen(occasion),
        'If you approve, the work was right. If you reject, it was unauthorized: its window is withdrawn at once, and alerts that are held are sent.',
      ]
    : [];

/** The mails about emergencies that were started before their approval, by kind (H7). */
export const emergencyMails = {
  'emergency-started': {
    subject: 'Emergency',
    recipients: 'emergency',
    isStillTrue: awaitsRetrospective,
    text: async (occasion, { approvalUrl }) => {
      const { change, zone, isAsked } = occasion;
      const until = change.approvalDeadline ? ` before ${readableTime(change.approvalDeadline, zone)}` : '';
      return isAsked
        ? [
            ...emergencyNotes(occasion),
            `Read it and decide${until}. If nobody decides, it is an unauthorized change:`,
            { href: await approvalUrl(), label: `Read ${change.number} and decide` },
          ]
        : [sinceWhen(occasion), `Its approvers decide afterwards${until}.`];
    },
  },
  'emergency-unauthorized': {
    subject: 'Unauthorized',
    recipients: 'unauthorized',
    isStillTrue: ({ retrospective }) => retrospective?.state === 'rejected' || retrospective?.state === 'late',
    text: ({ change: { retrospective } }) => [
      retrospective?.state === 'rejected'
        ? 'The work began before the approval, and was rejected. Its alerts are not suppressed any more.'
        : 'The work began before the approval, and was not approved in time.',
      'An unauthorized change is recorded for each of its configuration items, and the change needs a review.',
    ],
  },
} as const satisfies Readonly<Record<string, MailRecord>>;
