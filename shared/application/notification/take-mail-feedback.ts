import type { Instant } from '../../domain/clock.ts';
import type { MailFeedback, MailOutcome, MailReference, MailSending, SentMail } from '../../domain/mail/mail.ts';
import { isMailKind, kindOfStored } from '../../domain/mail/mail-catalog.ts';
import { onFreshRows } from '../../domain/store.ts';
import { isStillTrue } from './is-still-true.ts';
import type { NotifyContext } from './notify-context.ts';
import { writeLetter } from './write-letter.ts';

/** The fields that record an outcome. The first time counts. */
const fieldsOf: Readonly<Record<MailOutcome, (sending: MailSending, now: Instant) => Partial<MailSending>>> = {
  failed: () => ({ bounced: true }),
  delayed: ({ delayedAt }, now) => ({ delayedAt: delayedAt ?? now }),
  complaint: ({ complainedAt }, now) => ({ complainedAt: complainedAt ?? now }),
};

/** The mail with the outcome of a message. The message went to the person's own address or to the second address. */
const withOutcome = (mail: SentMail, { messageId, outcome }: MailFeedback, now: Instant): SentMail =>
  mail.second?.messageId === messageId
    ? { ...mail, second: { ...mail.second, ...fieldsOf[outcome](mail.second, now) } }
    : { ...mail, ...fieldsOf[outcome](mail, now) };

const isRecorded = (mail: SentMail, next: SentMail): boolean => JSON.stringify(mail) === JSON.stringify(next);

/** Stores what became of a mail, so that the change shows it (P8). A repeated event writes nothing. */
const recordOutcome = (
  { mails, store, clock }: NotifyContext,
  reference: MailReference,
  feedback: MailFeedback,
): Promise<SentMail | undefined> =>
  onFreshRows(async () => {
    const mail = await mails.find(reference);
    if (!mail) return undefined;
    const next = withOutcome(mail, feedback, clock.now());
    if (isRecorded(mail, next)) return mail;
    const saved = { ...next, version: mail.version + 1 };
    await store.commit([mails.save(saved)]);
    return saved;
  });

/** Sends the mail to the person's second address, unless this was done before. */
const sendToSecondAddress = async (context: NotifyContext, mail: SentMail): Promise<void> => {
  const { changes, people, mails, mailer, store, clock } = context;
  const [change, reader] = await Promise.all([changes.find(mail.change), people.find(mail.person)]);
  if (!change || !reader?.secondEmail || mail.second) return;
  const kind = kindOfStored(mail.kind);
  if (mail.revision !== change.revision || !isMailKind(kind) || !isStillTrue(kind, change)) return;
  const { messageId } = await mailer.send(await writeLetter(context)(mail.kind, change, reader, reader.secondEmail));
  const { change: id, revision, person, kind: stored } = mail;
  const sentAt = clock.now();
  await store.commit([
    mails.save({ ...mail, version: mail.version + 1, second: { messageId, sentAt, bounced: false } }),
    mails.saveReference({ change: id, revision, kind: stored, person, messageId, sentAt, version: 1 }),
  ]);
};

/**
 * Handles what the mail service reports about a mail after it accepted it (P8). The change shows it. A mail that will not arrive is sent to
 * the person's second address, one with several requests as a mail for each of them; a delay or a complaint has no such effect. Mails that are not recorded, such as codes, are ignored.
 */
export const takeMailFeedback =
  (context: NotifyContext) =>
  async (feedback: MailFeedback): Promise<void> => {
    const { messageId, outcome } = feedback;
    const reference = await context.mails.byMessageId(messageId);
    if (!reference) return;
    for (const request of [reference, ...(reference.also ?? [])]) {
      const mail = await recordOutcome(context, { ...reference, ...request }, feedback);
      if (outcome === 'failed' && mail?.messageId === messageId) await sendToSecondAddress(context, mail);
    }
  };
