import type { MailReference, SentMail } from '../../domain/mail/mail.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { NotifyContext } from './notify-context.ts';
import { isStillTrue } from './tell-people.ts';
import { writeLetter } from './write-letter.ts';

/** The mail with the sending marked that came back: the one to the person's own address, or that to the second one. */
const marked = (mail: SentMail, messageId: string): SentMail =>
  mail.second?.messageId === messageId
    ? { ...mail, version: mail.version + 1, second: { ...mail.second, bounced: true } }
    : { ...mail, version: mail.version + 1, bounced: true };

/** Stores that it came back, so that it shows on the change (P8). */
const mark = ({ mails, store }: NotifyContext, reference: MailReference): Promise<SentMail | undefined> =>
  onFreshRows(async () => {
    const mail = await mails.find(reference);
    if (!mail) return undefined;
    const next = marked(mail, reference.messageId);
    await store.commit([mails.save(next)]);
    return next;
  });

/** Sends it to the second address, once. */
const sendAgain = async (context: NotifyContext, mail: SentMail): Promise<void> => {
  const { changes, people, mails, mailer, store, clock } = context;
  const [change, reader] = await Promise.all([changes.find(mail.change), people.find(mail.person)]);
  if (!change || !reader?.secondEmail || mail.second) return;
  if (mail.revision !== change.revision || !isStillTrue(mail.kind, change)) return;
  const { messageId } = await mailer.send(await writeLetter(context)(mail.kind, change, reader, reader.secondEmail));
  const { change: id, revision, kind, person } = mail;
  await store.commit([
    mails.save({ ...mail, version: mail.version + 1, second: { messageId, sentAt: clock.now(), bounced: false } }),
    mails.saveReference({ change: id, revision, kind, person, messageId, version: 1 }),
  ]);
};

/** A mail came back (P8): it shows on the change, and goes to the person's second address. Mails that are not ours to follow are none. */
export const mailBounced =
  (context: NotifyContext) =>
  async (messageId: string): Promise<void> => {
    const reference = await context.mails.byMessageId(messageId);
    const mail = reference && (await mark(context, reference));
    if (mail?.bounced && mail.messageId === messageId) await sendAgain(context, mail);
  };
