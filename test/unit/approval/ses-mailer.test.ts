import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, it } from '@jest/globals';
import { sesMailer } from '../../../shared/mail/ses-mailer.ts';

const mail = { to: 'bob@quiesce.test', subject: 'Zürich', text: 'text', html: '<p>text</p>' };

it('P8 mails are sent in UTF-8 and name the configuration set of the stage, whose events are about its mails only', async () => {
  const asked: unknown[] = [];
  const client = {
    send: async ({ input }: { input: unknown }) => {
      asked.push(input);
      return { MessageId: 'm1' };
    },
  } as unknown as SESv2Client;

  expect(await sesMailer({ from: 'quiesce@quiesce.test', configurationSet: 'quiesce-prod-mails', client }).send(mail)).toEqual({
    messageId: 'm1',
  });
  expect(asked).toEqual([
    {
      FromEmailAddress: 'quiesce@quiesce.test',
      Destination: { ToAddresses: ['bob@quiesce.test'] },
      Content: {
        Simple: {
          Subject: { Data: 'Zürich', Charset: 'UTF-8' },
          Body: { Text: { Data: 'text', Charset: 'UTF-8' }, Html: { Data: '<p>text</p>', Charset: 'UTF-8' } },
        },
      },
      ConfigurationSetName: 'quiesce-prod-mails',
    },
  ]);
});

it('X3 the error for a mail that the mail service refuses contains no address', async () => {
  const client = {
    send: async () => {
      throw Object.assign(new Error('Email address is not verified: bob@quiesce.test'), { name: 'MessageRejected' });
    },
  } as unknown as SESv2Client;

  const sending = sesMailer({ from: 'quiesce@quiesce.test', configurationSet: 'quiesce-prod-mails', client }).send(mail);

  await expect(sending).rejects.toBeDomainError('mail/not-sent');
  await expect(sending).rejects.toThrow(/^the mail service did not accept the mail \(MessageRejected\)$/);
});
