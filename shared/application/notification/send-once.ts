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
 * Sends a mail that was not sent yet, and then notes it (P6). Written after sending: a crash between the two sends it twice, which is
 * better than never. `write` is called only if it has to be sent, since writing may make a token.
 */
export const sendOnce =
  ({ mails, mailer, store, clock }: SendContext) =>
  async (mail: MailKey, write: () => Promise<MailMessage>): Promise<void> => {
    if (await mails.find(mail)) return;
    const { messageId } = await mailer.send(await write());
    const sent = { ...mail, messageId, sentAt: clock.now(), bounced: false, version: 1 };
    try {
      await store.commit([mails.save(sent), mails.saveReference({ ...mail, messageId, version: 1 })]);
    } catch (error) {
      // A run beside this one sent it as well: told is told.
      if (!isStaleWrite(error)) throw error;
    }
  };
