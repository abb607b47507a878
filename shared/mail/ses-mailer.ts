import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { DomainError } from '../domain/errors.ts';
import { lazily } from '../domain/lazily.ts';
import type { Mailer } from '../domain/mail/mail.ts';
import { answersWithin } from '../sdk/answer-limit.ts';

const utf8 = (data: string) => ({ Data: data, Charset: 'UTF-8' });

interface SesOptions {
  readonly from: string;
  /** The configuration set: its events say what became of the mail, it tracks nothing, and it sends over TLS only. */
  readonly configurationSet: string;
  readonly client?: SESv2Client;
}

/**
 * Sends mails with Amazon SES. Each mail names its configuration set, because the identity of a domain may have another one as its default:
 * that of another stage or application. Opens and clicks are not tracked (P6). Messages of SDK errors can contain mail addresses, so only the name of an error is passed on (X3).
 * `send` throws DomainError busy `mail/not-sent`.
 */
export const sesMailer = ({ from, configurationSet, client }: SesOptions): Mailer => {
  const ses = lazily(() => client ?? new SESv2Client({ maxAttempts: 3, requestHandler: answersWithin() }));
  return {
    send: async ({ to, subject, text, html }) => {
      const content = { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } };
      const command = new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        Content: content,
        ConfigurationSetName: configurationSet,
      });
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
