import type { MailRepository } from '../../domain/mail/mail.ts';
import { key } from '../define-row.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { mailReferenceRow, sentMailRow } from './mail-rows.ts';

export const mailRepository = (records: Records): MailRepository => {
  const mailsOf: MailRepository['mailsOf'] = async (change) => {
    const rows = await records.query({ partition: key('MAIL', change) });
    return readRows(records, sentMailRow, rows);
  };
  return {
    find: async (mail) => {
      const row = await records.read(sentMailRow.key(mail));
      return row && readRow(records, sentMailRow, row);
    },
    mailsOf,
    bouncedOf: async (change) => (await mailsOf(change)).filter(({ bounced }) => bounced).map(({ person, kind }) => ({ person, kind })),
    save: sentMailRow.save,
    byMessageId: async (messageId) => {
      const row = await records.read(mailReferenceRow.key({ messageId }));
      return row && readRow(records, mailReferenceRow, row);
    },
    saveReference: mailReferenceRow.save,
  };
};
