import type { Clock } from '../../domain/clock.ts';
import type { Mailer, MailKey, MailMessage, MailRepository } from '../../domain/mail/mail.ts';
import { isStaleWrite, type Store } from '../../domain/store.ts';

interface SendContext {
  readonly mails: MailRepository;
  readonly mailer: Mailer;
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * Sends a mail unless it was sent before, and then records it (P6). It is recorded after sending, so a crash between the two steps sends it
 * twice. This is better than not sending it. `write` is called only if the mail is sent, because it may create a token.
 */
export const sendOnce =
  ({ mails, mailer, store, clock }: SendContext) =>
  async (mail: MailKey, write: () => Promise<MailMessage>): Promise<void> => {
    if (await mails.find(mail)) return;
    const { messageId } = await mailer.send(await write());
    const sent = { ...mail, messageId, sentAt: clock.now(), bounced: false, version: 1 };
    try {
      await store.commit([mails.save(sent), mails.saveReference({ ...mail, messageId, sentAt: sent.sentAt, version: 1 })]);
    } catch (error) {
      // A parallel invocation has sent and recorded the mail too.
      if (!isStaleWrite(error)) throw error;
    }
  };
