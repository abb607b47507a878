import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { mailRepository } from '../../shared/data/mail/mail-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { MailRepository, SentMail } from '../../shared/domain/mail/mail.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const sentAt = '2026-11-24T02:00:00.000Z';
const aMail = (overrides: Partial<SentMail> = {}): SentMail => ({
  ...{ change: uuidv7(), revision: 1, kind: 'approval-request', person: uuidv7(), messageId: uuidv7(), sentAt, bounced: false, version: 1 },
  ...overrides,
});

describe.each(recordsKinds)('the repository of mails on %s', (_, open) => {
  let records: Records;
  let mails: MailRepository;
  beforeAll(async () => {
    records = await open();
    mails = mailRepository(records);
  });
  const saved = async (...all: readonly SentMail[]) => {
    await records.commit(all.map(mails.save));
    return all;
  };

  it('P6 a person gets one mail of a kind for a revision', async () => {
    const [mail] = (await saved(aMail())) as [SentMail];

    await expect(saved({ ...mail, messageId: 'again' })).rejects.toBeStaleWrite();
    await saved({ ...mail, revision: 2 }, { ...mail, kind: 'scheduled' }, { ...mail, person: uuidv7() });

    expect(await mails.find(mail)).toEqual(mail);
    expect(await mails.find({ ...mail, kind: 'lapsed' })).toBeUndefined();
  });

  it('P8 all mails of a change are read, of every revision, and of no other change', async () => {
    const change = uuidv7();
    const all = await saved(aMail({ change }), aMail({ change, revision: 12 }), aMail({ change, kind: 'scheduled' }), aMail());

    const found = await mails.mailsOf(change);

    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining(all.slice(0, 3)));
    expect(await mails.mailsOf(uuidv7())).toEqual([]);
  });

  it('P8 a mail with trouble is listed by person, kind and outcome; the trouble of the second address is not', async () => {
    const change = uuidv7();
    const second = { messageId: uuidv7(), sentAt, bounced: true, delayedAt: sentAt, complainedAt: sentAt };
    const [mail, other, late] = (await saved(aMail({ change }), aMail({ change }), aMail({ change }))) as [SentMail, SentMail, SentMail];
    await saved(
      // A mail that was delayed first and then bounced has failed.
      { ...mail, version: 2, bounced: true, delayedAt: sentAt },
      { ...other, version: 2, second },
      { ...late, version: 2, delayedAt: sentAt, complainedAt: sentAt },
    );

    const kind = 'approval-request';
    const troubles = await mails.troublesOf(change);
    expect(troubles).toHaveLength(3);
    expect(troubles).toEqual(
      expect.arrayContaining([
        { person: mail.person, kind, outcome: 'failed' },
        { person: late.person, kind, outcome: 'delayed', at: sentAt },
        { person: late.person, kind, outcome: 'complaint', at: sentAt },
      ]),
    );
    expect(await mails.find(other)).toEqual({ ...other, version: 2, second });
  });

  it('P8 of two writes on the same version of a mail, one is refused', async () => {
    const [mail] = (await saved(aMail())) as [SentMail];
    await saved({ ...mail, version: 2, bounced: true });

    await expect(saved({ ...mail, version: 2, second: { messageId: 'm', sentAt, bounced: false } })).rejects.toBeStaleWrite();

    expect(await mails.find(mail)).toMatchObject({ version: 2, bounced: true });
  });

  it('P8 a bounce finds its mail by the message id of the mail service', async () => {
    const [{ change, revision, kind, person, messageId }] = (await saved(aMail())) as [SentMail];
    const reference = { messageId, change, revision, kind, person, sentAt, version: 1 } as const;
    await records.commit([mails.saveReference(reference)]);

    expect(await mails.byMessageId(messageId)).toEqual(reference);
    expect(await mails.byMessageId('foreign')).toBeUndefined();
    await expect(records.commit([mails.saveReference(reference)])).rejects.toBeStaleWrite();
  });

  it('P4 the requests that wait for one mail to a person are stored, and of two writes at once one is refused', async () => {
    const person = uuidv7();
    const request = { change: uuidv7(), revision: 1 };
    const burst = { person, alone: [{ ...request, at: sentAt }], waiting: [request], updatedAt: sentAt, version: 1 };
    expect(await mails.burstOf(person)).toBeUndefined();
    await records.commit([mails.saveBurst(burst)]);

    expect(await mails.burstOf(person)).toEqual(burst);
    await expect(records.commit([mails.saveBurst(burst)])).rejects.toBeStaleWrite();
  });
});
