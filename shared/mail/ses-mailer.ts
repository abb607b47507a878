import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { DomainError } from '../domain/errors.ts';
import { lazily } from '../domain/lazily.ts';
import type { Mailer } from '../domain/mail/mail.ts';

const utf8 = (data: string) => ({ Data: data, Charset: 'UTF-8' });

interface SesOptions {
  readonly from: string;
  readonly client?: SESv2Client;
}

/**
 * Sends mails with Amazon SES. Opens and clicks are not tracked: the default configuration set of the identity turns tracking off, and no
 * other set is named here (P6). Messages of SDK errors can contain mail addresses, so only the name of an error is passed on (X3).
 * `send` throws DomainError busy `mail/not-sent`.
 */
export const sesMailer = ({ from, client }: SesOptions): Mailer => {
  const ses = lazily(
    () => client ?? new SESv2Client({ maxAttempts: 3, requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000 } }),
  );
  return {
    send: async ({ to, subject, text, html }) => {
      const content = { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } };
      const command = new SendEmailCommand({ FromEmailAddress: from, Destination: { ToAddresses: [to] }, Content: content });
      const sent = await ses()
        .send(command)
        .catch((error: unknown) => {
          const name = error instanceof Error ? error.name : 'unknown';
          throw new DomainError('busy', 'mail/not-sent', `the mail service did not accept the mail (${name})`, { retryAfterSeconds: 30 });
        });
      return { messageId: sent.MessageId ?? '' };
    },
  };
};
