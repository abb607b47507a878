import type { Letters, MailOccasion } from '../domain/mail/letters.ts';
import { readableTime } from '../domain/readable-time.ts';
import { compose } from './compose.ts';

const nameOf = ({ change }: MailOccasion): string => `${change.number}: ${change.title}`;

const windowOf = ({ change, zone }: MailOccasion): readonly string[] =>
  change.window ? [`Window: ${readableTime(change.window.start, zone)} to ${readableTime(change.window.end, zone)}.`] : [];

/** All mails. `publicUrl`: the API's address as people reach it, without a slash at its end. */
export const lettersFrom = (publicUrl: string): Letters => ({
  aboutChange: (occasion, { subject, paragraphs }) =>
    compose({
      to: occasion.to,
      subject: `${subject}: ${nameOf(occasion)}`,
      paragraphs: [nameOf(occasion), ...paragraphs, ...windowOf(occasion)],
    }),
  approvalUrl: (token) => `${publicUrl}/approvals/${token}`,
  code: (occasion, code) =>
    compose({
      to: occasion.to,
      subject: `${code} is your code for ${nameOf(occasion)}`,
      paragraphs: [
        `${code} is your code to decide on ${nameOf(occasion)}`,
        'It is valid for ten minutes. If you did not ask for it, ignore this mail: nothing can be decided without the code.',
      ],
    }),
  addressChanged: ({ to, name }) =>
    compose({
      to,
      subject: 'Your address in Quiesce was changed',
      paragraphs: [
        `${name}, the address to which Quiesce sends your mail was changed. This mail goes to the old and the new address.`,
        'Approval links that were mailed before no longer work. If you did not expect this, tell an administrator.',
      ],
    }),
});
