import { DomainError } from '../../shared/domain/errors.ts';
import type { MailMessage } from '../../shared/domain/mail/mail.ts';
import type { Api, ApiAnswer } from './api.ts';

/** A mail service that keeps every mail. `refuses` makes it fail for an address. */
export const outbox = () => {
  const sent: MailMessage[] = [];
  const refuses = new Set<string>();
  return {
    sent,
    refuses,
    mailer: {
      send: async (mail: MailMessage) => {
        if (refuses.has(mail.to)) throw new DomainError('busy', 'mail/not-sent', 'the mail service did not accept the mail');
        sent.push(mail);
        return { messageId: `message-${sent.length}` };
      },
    },
  };
};

/** Somebody who follows mailed links and reads the codes in `sent`. */
export const reader = ({ anonymous }: Pick<Api, 'anonymous'>, sent: readonly MailMessage[]) => {
  const post = (
    path: string,
    form: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer> =>
    anonymous('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    });
  return {
    get: (path: string) => anonymous('GET', path),
    post,
    /** Requests a code by mail. @returns the code */
    codeBy: async (link: string): Promise<string> => {
      const answer = await post(`${link}/code`);
      if (answer.status !== 200) throw new Error(`no code: ${answer.status}`);
      return sent.at(-1)?.subject.slice(0, 6) ?? '';
    },
  };
};

/** Another code than this one. */
export const not = (code: string): string => (code === '000000' ? '000001' : '000000');
