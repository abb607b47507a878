import { acceptanceDays } from '../assignment/acceptance-link.ts';
import { readableLength } from '../readable-time.ts';
import { durationMillis } from '../values.ts';
import type { MailText, Paragraph } from './letters.ts';

/** What the texts say of a date. */
const expiries: Readonly<Record<string, string>> = {
  warranty: 'The warranty ends',
  term: 'A term ends, and its seats end with it',
  notice: 'This is the last day on which it can be cancelled: it is',
  contract: 'The contract ends',
  'valid-to': 'The last day of its validity falls',
};

const readableDays = (days: number): string => {
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
};

/** A duration of an event's body in words: `44 min 34 s`. */
const readableDuration = (duration: unknown): string => readableLength(durationMillis(String(duration).replace(/\.\d+/, '')));

/** Who gets the mails about the agreement of a service, and how often. */
const breachReaders =
  'The members of the owner team get this mail once a month. If the service has no such team, or nobody is in it, the configuration managers get it.';

/** The definition of one mail about an asset, a contract over assets, or a CI that ends. It goes to the owners. `body` is that of its event. */
export interface AssetMailRecord {
  /** The beginning of the subject. The name of the asset or the contract follows it. */
  readonly subject: string;
  readonly text: (name: string, body: Readonly<Record<string, unknown>>) => readonly Paragraph[];
  /** Whether the person whom the event names as the holder gets it too. */
  readonly toHolder?: true;
  /** Whether it is about a CI, and goes to its owner team. @default only if the event is about the end of the validity of one */
  readonly isAboutCi?: true;
  /** Whether people are told of this event. @default always */
  readonly isTold?: (body: Readonly<Record<string, unknown>>) => boolean;
}

/** All mails about assets, by kind. */
export const assetMailCatalog = {
  expiring: {
    subject: 'Expires soon',
    text: (name, { kind, date, daysLeft }) => [
      name,
      `${expiries[String(kind)] ?? 'It ends'} on ${String(date)}, ${readableDays(Number(daysLeft))}.`,
      'Renew it, replace it or cancel it in time. You get this mail because you own it.',
    ],
  },
  overdue: {
    subject: 'Should have come back',
    toHolder: true,
    text: (name, { dueDate }) => [
      name,
      `It was checked out until ${String(dueDate)} and has not come back.`,
      'Bring it back, or ask the asset managers for more time. The holder and the owners get this mail, once.',
    ],
  },
  declined: {
    subject: 'Declined',
    text: (name) => [
      name,
      'The person to whom it is assigned declined it: they did not get it, or do not want it. It is still assigned to them.',
      'Find out where it is, and take it back in Quiesce. You get this mail because you own it.',
    ],
  },
  'near-breach': {
    subject: 'Agreement close to breach',
    isAboutCi: true,
    // Of an agreement that is breached at the same time, the other mail tells more.
    isTold: ({ isBreached }) => isBreached !== true,
    text: (name, { month, outageTime, allowedOutageTime, target }) => [
      name,
      `Its outages in ${String(month)} come to ${readableDuration(outageTime)}. With a target of ${String(target)} per cent, ${readableDuration(allowedOutageTime)} are allowed in this month.`,
      `At least 80 per cent of that is used. ${breachReaders}`,
    ],
  },
  breached: {
    subject: 'Agreement breached',
    isAboutCi: true,
    text: (name, { month, outageTime, allowedOutageTime, target }) => [
      name,
      `Its outages in ${String(month)} come to ${readableDuration(outageTime)}. With a target of ${String(target)} per cent, only ${readableDuration(allowedOutageTime)} are allowed in this month.`,
      `The availability of the service in Quiesce names each outage. ${breachReaders}`,
    ],
  },
} as const satisfies Readonly<Record<string, AssetMailRecord>>;

export type AssetMailKind = keyof typeof assetMailCatalog;

/** Whether this version of Quiesce has a mail of this kind about assets. */
export const isAssetMailKind = (kind: string): kind is AssetMailKind => Object.hasOwn(assetMailCatalog, kind);

/** The mail that asks a holder whether they accept an asset (A2). `url`: their own link. */
export const acceptanceRequest = (
  { name, assetTag }: { readonly name: string; readonly assetTag?: string | undefined },
  url: string,
): MailText => ({
  subject: 'Did you get it?',
  paragraphs: [
    assetTag === undefined ? name : `${name}, asset tag ${assetTag}`,
    'It is assigned to you. Accept it if you have it, or decline it if you do not:',
    { href: url, label: `Accept or decline ${name}` },
    `The link is for you only, and works for ${acceptanceDays} days. Do not forward it. You can open it without answering.`,
  ],
});
