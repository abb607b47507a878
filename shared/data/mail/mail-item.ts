import { type MailKey, MailReference, type MailRepository, SentMail } from '../../domain/mail/mail.ts';
import { defineItem, key, last } from '../define-item.ts';
import type { Records } from '../records.ts';

/** CHANGE#<id> | MAIL#<revision>#<kind>#<person>   a mail was sent (P6), and whether it came back (P8) */
const mailItem = defineItem<SentMail, MailKey>({
  type: 'SentMail',
  schema: SentMail,
  primary: ({ change, revision, kind, person }) => ({ pk: key('CHANGE', change), sk: key('MAIL', revision, kind, person) }),
});

/** SES#<message id> | #   which mail that is: how a bounce finds it (P8) */
const referenceItem = defineItem<MailReference, Pick<MailReference, 'messageId'>>({
  type: 'MailReference',
  schema: MailReference,
  primary: ({ messageId }) => ({ pk: key('SES', messageId), sk: '#' }),
});

export const mailRepository = (records: Records): MailRepository => {
  const mailsOf: MailRepository['mailsOf'] = async (change) => {
    const rows = await records.query({ partition: key('CHANGE', change), from: 'MAIL#', to: `MAIL#${last}` });
    return rows.map(mailItem.fromRow);
  };
  return {
    find: async (mail) => {
      const row = await records.read(mailItem.key(mail));
      return row && mailItem.fromRow(row);
    },
    mailsOf,
    bouncedOf: async (change) => (await mailsOf(change)).filter(({ bounced }) => bounced).map(({ person, kind }) => ({ person, kind })),
    save: mailItem.save,
    byMessageId: async (messageId) => {
      const row = await records.read(referenceItem.key({ messageId }));
      return row && referenceItem.fromRow(row);
    },
    saveReference: referenceItem.save,
  };
};
