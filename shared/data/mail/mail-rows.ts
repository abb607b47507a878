import { type MailKey, MailReference, SentMail } from '../../domain/mail/mail.ts';
import { defineRow, key } from '../define-row.ts';

/** CHANGE#<id> | MAIL#<revision>#<kind>#<person>   a mail was sent (P6), and whether it came back (P8) */
export const sentMailRow = defineRow<SentMail, MailKey>({
  type: 'SentMail',
  schema: SentMail,
  primary: ({ change, revision, kind, person }) => ({ pk: key('CHANGE', change), sk: key('MAIL', revision, kind, person) }),
});

/** SES#<message id> | #   which mail that is: how a bounce finds it (P8) */
export const mailReferenceRow = defineRow<MailReference, Pick<MailReference, 'messageId'>>({
  type: 'MailReference',
  schema: MailReference,
  primary: ({ messageId }) => ({ pk: key('SES', messageId), sk: '#' }),
});
