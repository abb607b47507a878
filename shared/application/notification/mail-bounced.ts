import type { MailReference, SentMail } from '../../domain/mail/mail.ts';
import { isMailKind, kindOfStored } from '../../domain/mail/mail-catalog.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { NotifyContext } from './notify-context.ts';
import { isStillTrue } from './tell-people.ts';
import { writeLetter } from './write-letter.ts';

/** The mail with the bounced message marked as bounced. It was sent to the person's own address or to the second address. */
const withBounce = (mail: SentMail, messageId: string): SentMail =>
  mail.second?.messageId === messageId
    ? { ...mail, version: mail.version + 1, second: { ...mail.second, bounced: true } }
    : { ...mail, version: mail.version + 1, bounced: true };

/** Stores that a mail bounced, so that the change shows it (P8). */
const recordBounce = ({ mails, store }: NotifyContext, reference: MailReference): Promise<SentMail | undefined> =>
  onFreshRows(async () => {
    const mail = await mails.find(reference);
    if (!mail) return undefined;
    const next = withBounce(mail, reference.messageId);
    await store.commit([mails.save(next)]);
    return next;
  });

/** Sends the mail to the person's second address, unless this was done before. */
const sendToSecondAddress = async (context: NotifyContext, mail: SentMail): Promise<void> => {
  const { changes, people, mails, mailer, store, clock } = context;
  const [change, reader] = await Promise.all([changes.find(mail.change), people.find(mail.person)]);
  if (!change || !reader?.secondEmail || mail.second) return;
  const kind = kindOfStored(mail.kind);
  if (mail.revision !== change.revision || !isMailKind(kind) || !isStillTrue(kind, change)) return;
  const { messageId } = await mailer.send(await writeLetter(context)(kind, change, reader, reader.secondEmail));
  const { change: id, revision, person, kind: stored } = mail;
  const sentAt = clock.now();
  await store.commit([
    mails.save({ ...mail, version: mail.version + 1, second: { messageId, sentAt, bounced: false } }),
    mails.saveReference({ change: id, revision, kind: stored, person, messageId, sentAt, version: 1 }),
  ]);
};

/**
 * Handles a bounced mail (P8): the change shows the bounce, and the mail is sent to the person's second address. Mails that are not
 * recorded, such as codes, are ignored.
 */
export const mailBounced =
  (context: NotifyContext) =>
  async (messageId: string): Promise<void> => {
    const reference = await context.mails.byMessageId(messageId);
    const mail = reference && (await recordBounce(context, reference));
    if (mail?.bounced && mail.messageId === messageId) await sendToSecondAddress(context, mail);
  };
