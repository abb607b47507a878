import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import type { MailKey, MailReference, SentMail } from '../../domain/mail/mail.ts';
import type { RequestBurst } from '../../domain/mail/request-burst.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

const request = () => z.object({ change: Id(), revision: z.int().min(1) });
const identity = () => ({ change: Id(), revision: z.int().min(1), kind: z.string(), person: Id() });
const sending = () => ({
  messageId: z.string(),
  sentAt: StoredTime(),
  bounced: z.boolean(),
  delayedAt: StoredTime().optional(),
  complainedAt: StoredTime().optional(),
});

const SentMailRow = lazily(() =>
  z.strictObject({ ...identity(), ...sending(), second: z.strictObject(sending()).optional(), version: z.int().min(1) }),
);
const MailReferenceRow = lazily(() =>
  z.strictObject({
    messageId: z.string(),
    ...identity(),
    sentAt: StoredTime(),
    also: z.array(request()).optional(),
    version: z.literal(1),
  }),
);
const RequestBurstRow = lazily(() =>
  z.strictObject({
    person: Id(),
    alone: z.array(request().extend({ at: StoredTime() })),
    waiting: z.array(request()),
    updatedAt: StoredTime(),
    version: z.int().min(1),
  }),
);

/** MAIL#<change> | <revision>#<kind>#<person>   a mail that was sent (P6), and what became of it (P8) */
export const sentMailRow = defineRow<SentMail, MailKey>({
  type: 'SentMail',
  schema: SentMailRow,
  primary: ({ change, revision, kind, person }) => ({ pk: key('MAIL', change), sk: key(revision, kind, person) }),
  retention: { kind: 'mails', since: ({ sentAt }) => sentAt },
});

/** SES#<message id> | #   the mail with an SES message id, to find it when SES reports about it (P8) */
export const mailReferenceRow = defineRow<MailReference, Pick<MailReference, 'messageId'>>({
  type: 'MailReference',
  schema: MailReferenceRow,
  primary: ({ messageId }) => ({ pk: key('SES', messageId), sk: '#' }),
  retention: { kind: 'mails', since: ({ sentAt }) => sentAt },
});

/** REQUESTS#<person> | #   the requests for decisions that a person got lately, and those that wait for one mail */
export const requestBurstRow = defineRow<RequestBurst, Pick<RequestBurst, 'person'>>({
  type: 'RequestBurst',
  schema: RequestBurstRow,
  primary: ({ person }) => ({ pk: key('REQUESTS', person), sk: '#' }),
  retention: { kind: 'mails', since: ({ updatedAt }) => updatedAt },
});
