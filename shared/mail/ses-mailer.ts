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
 * Mails by SES. Nothing is tracked: the identity's configuration set says so, and no set is named here that could say otherwise (P6).
 * SDK exceptions end here; their messages repeat addresses, so that only their name goes on (X3).
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
          throw new DomainError('busy', 'mail/not-sent', `the mail service did not take the mail (${name})`, { retryAfterSeconds: 30 });
        });
      return { messageId: sent.MessageId ?? '' };
    },
  };
};
