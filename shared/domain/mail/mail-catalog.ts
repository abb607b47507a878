import { type Change, isApproved } from '../change/change.ts';
import type { ChangeStatus } from '../change/change-values.ts';
import { isFailure } from '../change/outcomes.ts';
import type { ImpactState } from '../impact/states.ts';
import { readableLength } from '../readable-time.ts';
import { approvalMails } from './approval-mails.ts';
import { emergencyMails } from './emergency-mails.ts';
import type { MailRecord } from './mail-record.ts';

const whileStatus =
  (...statuses: readonly ChangeStatus[]) =>
  ({ status }: Change): boolean =>
    statuses.includes(status);

/** A line for each service that a failure affects. */
const servicesText = (services: readonly { readonly name: string; readonly state: ImpactState }[]): readonly string[] =>
  services.length === 0
    ? ['No service is known to be affected.']
    : [`Services affected: ${services.map(({ name, state }) => `${name} (${state === 'none' ? 'not impaired' : state})`).join(', ')}.`];

/** All mails about changes, by kind. Each mail is sent once to each recipient, for each revision of the change or for each event. */
export const mailCatalog = {
  ...approvalMails,
  ...emergencyMails,
  edited: {
    subject: 'Edited',
    recipients: 'involved-and-asked',
    isRepeated: true,
    isStillTrue: whileStatus('assessing', 'awaiting-approval', 'scheduled', 'implementing', 'in-review'),
    text: ({ change }) =>
      change.approvals.given === 0 && !isApproved(change) && change.revision > 1
        ? [
            'The change was edited. It needs approval as it reads now. Approvals that were given before do not count, and their window is withdrawn.',
            'The events of the change show what each field said before.',
          ]
        : [
            'The change was edited. Approvals that were given count for what it says now.',
            'The events of the change show what each field said before.',
          ],
  },
  'submission-refused': {
    subject: 'Not submitted',
    recipients: 'involved',
    isRepeated: true,
    isStillTrue: ({ status, refusal }) => status === 'draft' && refusal !== undefined,
    text: ({ change: { refusal } }) => [
      `The change cannot be submitted as it is${refusal ? `: ${refusal.detail}.` : '.'}`,
      'It is a draft again, and nobody was asked to decide. Edit it and submit it again.',
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
    recipients: 'involved-and-contacts',
    isRepeated: true,
    isStillTrue: ({ outcomes }) => outcomes.some(isFailure),
    text: async (_, { affectedServices }) => [
      'The change failed. Alerts of the items it affected are no longer suppressed, and held alerts are sent.',
      ...servicesText(await affectedServices()),
    ],
  },
  'dependency-failed': {
    subject: 'On hold',
    recipients: 'involved',
    isRepeated: true,
    isStillTrue: ({ onHold, status }) => onHold && status === 'scheduled',
    text: ({ change: { heldFor = [] } }) => [
      `The change is on hold, because ${heldFor.at(-1)?.number ?? 'another change'} failed on what an item of this change depends on.`,
      'While it is on hold, it cannot be started, and no alerts are suppressed for it. Resume it when its work is safe, or cancel it.',
    ],
  },
  reopened: {
    subject: 'Reopened',
    recipients: 'involved',
    isRepeated: true,
    isStillTrue: whileStatus('in-review'),
    text: () => [
      'Outcomes of the change were corrected after it was closed. It needs a review again.',
      'The events of the change show the reason, and what the outcomes were before.',
    ],
  },
  question: {
    subject: 'Question',
    recipients: 'asked',
    isRepeated: true,
    text: async (_, { comment }) => {
      const { author, text } = await comment();
      return [`${author} asks about this change:`, text, 'Answer as a comment on the change.'];
    },
  },
  answer: {
    subject: 'Answer',
    recipients: 'asker',
    isRepeated: true,
    text: async (_, { comment }) => {
      const { author, text } = await comment();
      return [`${author} answers your question about this change:`, text];
    },
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

/** The kind of a stored mail: without the id of its event, if it is sent for each event. */
export const kindOfStored = (stored: string): string => stored.split(':', 1)[0] ?? stored;

/** Whether this version of Quiesce has a mail of this kind. */
export const isMailKind = (kind: string): kind is MailKind => Object.hasOwn(mailCatalog, kind);
