import type { Letters, NoticeKind, Occasion, WindowSummary } from '../domain/mail/letters.ts';
import { readableLength, readableTime } from '../domain/readable-time.ts';
import { compose, type Paragraph } from './compose.ts';

const nameOf = ({ change }: Occasion): string => `${change.number}: ${change.title}`;

const windowOf = ({ change, zone }: Occasion): readonly string[] =>
  change.window ? [`Window: ${readableTime(change.window.start, zone)} to ${readableTime(change.window.end, zone)}.`] : [];

const deadlineOf = ({ change, zone }: Occasion): readonly string[] =>
  change.approvalDeadline ? [`Without an answer by ${readableTime(change.approvalDeadline, zone)} it lapses.`] : [];

/** What each notice says in its subject, and in a sentence. */
const notices: Readonly<Record<NoticeKind, { readonly subject: string; readonly says: (occasion: Occasion) => readonly string[] }>> = {
  scheduled: { subject: 'Scheduled', says: () => ['It is approved and scheduled.'] },
  rejected: { subject: 'Rejected', says: () => ['It was rejected. The reasons stand with the change.'] },
  lapsed: {
    subject: 'Lapsed',
    says: () => ['Nobody answered in time, or it could not be scheduled in time: it lapsed. Nothing will be quiet for it.'],
  },
  cancelled: {
    subject: 'Cancelled',
    says: ({ change }) => [
      `It was cancelled${change.ended ? `: ${change.ended.reason}` : '.'}`,
      'No decision is awaited any more, and nothing is quiet for it.',
    ],
  },
  failed: { subject: 'Failed', says: () => ['It failed. Quiet was lifted for what it touched, and what was held is sent.'] },
  'start-reminder': {
    subject: 'Not started yet',
    says: () => ['Its window has begun and nobody has started it. Start it, or cancel it so that its alerts go out again.'],
  },
  'not-started': {
    subject: 'Never started',
    says: () => ['Its window is over and nobody started it. It waits for a review; no agreed downtime was used.'],
  },
  'scope-differs': { subject: 'Scope has changed', says: (occasion) => differs(occasion) },
};

const differs = ({ change }: Occasion): readonly string[] => {
  const { added = [], removed = [] } = change.scopeDifference ?? {};
  return [
    `Since it was approved the graph has changed: ${added.length} CIs would be in scope that are not, ${removed.length} are that would not be.`,
    'The quiet covers what was approved, and nothing more. The difference stands with the change.',
  ];
};

const summaryText = ({ quiet, absorbed, released, usedMillis, leftMillis }: WindowSummary): readonly string[] => [
  `Alerts that were quiet: ${quiet}. Recovered quietly: ${absorbed}. Sent after all: ${released}.`,
  `Agreed downtime used: ${readableLength(usedMillis)}. Left: ${readableLength(leftMillis)}.`,
];

/** All mails. `publicUrl`: where people reach the API, without a slash at its end. */
export const lettersFrom = (publicUrl: string): Letters => {
  const letter = (occasion: Occasion, subject: string, ...paragraphs: readonly Paragraph[]) =>
    compose({ to: occasion.to, subject, paragraphs });
  return {
    approvalRequest: (occasion, token) =>
      letter(
        occasion,
        `Your decision, please: ${nameOf(occasion)}`,
        nameOf(occasion),
        `${occasion.requester} asks you to decide on this change. Read it and decide here:`,
        { href: `${publicUrl}/approvals/${token}`, label: `Read ${occasion.change.number} and decide` },
        ...windowOf(occasion),
        ...deadlineOf(occasion),
        'The link is yours: do not pass it on. Opening it decides nothing.',
      ),
    code: (occasion, code) =>
      letter(
        occasion,
        `${code} is your code for ${nameOf(occasion)}`,
        `${code} is your code to decide on ${nameOf(occasion)}`,
        'It is valid for ten minutes. If you did not ask for it, do nothing: without the code nothing is decided.',
      ),
    notice: (occasion, kind) => {
      const { subject, says } = notices[kind];
      return letter(occasion, `${subject}: ${nameOf(occasion)}`, nameOf(occasion), ...says(occasion), ...windowOf(occasion));
    },
    addressChanged: ({ to, name }) =>
      compose({
        to,
        subject: 'Your address in Quiesce was changed',
        paragraphs: [
          `${name}, the address that you are mailed at was changed. Both addresses are told.`,
          'Links that were mailed before decide nothing any more. If this was not meant, tell an admin.',
        ],
      }),
    windowSummary: (occasion, summary) =>
      letter(
        occasion,
        `Window ended: ${nameOf(occasion)}`,
        nameOf(occasion),
        'Its window has ended.',
        ...summaryText(summary),
        ...windowOf(occasion),
      ),
  };
};
