import type { MailRepository, MailTrouble, SentMail } from '../../domain/mail/mail.ts';
import { key } from '../define-row.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { mailReferenceRow, requestBurstRow, sentMailRow } from './mail-rows.ts';

const troublesIn = ({ person, kind, bounced, delayedAt, complainedAt }: SentMail): readonly MailTrouble[] => [
  ...(bounced ? [{ person, kind, outcome: 'failed' as const }] : []),
  ...(delayedAt && !bounced ? [{ person, kind, outcome: 'delayed' as const, at: delayedAt }] : []),
  ...(complainedAt ? [{ person, kind, outcome: 'complaint' as const, at: complainedAt }] : []),
];

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
    troublesOf: async (change) => (await mailsOf(change)).flatMap(troublesIn),
    save: sentMailRow.save,
    byMessageId: async (messageId) => {
      const row = await records.read(mailReferenceRow.key({ messageId }));
      return row && readRow(records, mailReferenceRow, row);
    },
    saveReference: mailReferenceRow.save,
    burstOf: async (person) => {
      const row = await records.read(requestBurstRow.key({ person }));
      return row && readRow(records, requestBurstRow, row);
    },
    saveBurst: requestBurstRow.save,
  };
};
