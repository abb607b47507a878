import { hasOffer } from '../domain/change/window-offer.ts';
import type { Letters, MailOccasion } from '../domain/mail/letters.ts';
import { codeLife } from '../domain/mailed-link/mailed-codes.ts';
import { readableLength, readableTime } from '../domain/readable-time.ts';
import { durationMillis } from '../domain/values.ts';
import { compose } from './compose.ts';

const nameOf = ({ change }: MailOccasion): string => `${change.number}: ${change.title}`;

const windowOf = ({ change, zone }: MailOccasion): readonly string[] => {
  const { start, end, length } = change.window ?? {};
  if (length !== undefined && hasOffer(change)) return [`Window: ${readableLength(durationMillis(length))} from the start of the work.`];
  return start === undefined || end === undefined ? [] : [`Window: ${readableTime(start, zone)} to ${readableTime(end, zone)}.`];
};

/** Composes all mails. `publicUrl` is the public base URL of the API, without a trailing slash. */
export const lettersFrom = (publicUrl: string): Letters => ({
  aboutChange: (occasion, { subject, lead, paragraphs }) =>
    compose({
      to: occasion.to,
      subject: `${subject}: ${nameOf(occasion)}`,
      paragraphs: [...(lead === undefined ? [] : [lead]), { title: nameOf(occasion) }, ...paragraphs, ...windowOf(occasion)],
    }),
  aboutMonitor: ({ to, name }, { subject, paragraphs }) => compose({ to, subject: `${subject}: ${name}`, paragraphs }),
  aboutAsset: ({ to, name }, { subject, paragraphs }) => compose({ to, subject: `${subject}: ${name}`, paragraphs }),
  requests: (to, requests) =>
    compose({
      to,
      subject: `Your decisions, please: ${requests.length} changes`,
      paragraphs: [
        `${requests.length} changes await your decision.`,
        ...requests.flatMap(({ name, text, link }) => [{ title: name }, text, link]),
        'You can open the links without deciding. With one code, each of them shows all requests that await you for 15 minutes.',
        'If nobody decides on a change, it lapses. The links are for you only. Do not forward them.',
      ],
    }),
  approvalUrl: (token) => `${publicUrl}/approvals/${token}`,
  acceptanceUrl: (token) => `${publicUrl}/acceptances/${token}`,
  code: ({ to, name }, code) =>
    compose({
      to,
      subject: `${code} is your code for ${name}`,
      paragraphs: [
        { code, text: `is your code to answer for ${name}` },
        `It is valid for ${codeLife}. If you did not request a code, ignore this mail. Nobody can answer without the code.`,
      ],
    }),
  addressChanged: ({ to, name }) =>
    compose({
      to,
      subject: 'Your address in Quiesce was changed',
      paragraphs: [
        `${name}, your e-mail address in Quiesce was changed. This mail is sent to the old and the new address.`,
        'Links in earlier mails no longer work, and no codes are mailed for a day. If you did not expect this change, contact an administrator.',
      ],
    }),
});
