import { type VotableChange, votableChange } from '../../domain/change/votable-change.ts';
import type { MailKey, MailMessage, SentMail } from '../../domain/mail/mail.ts';
import { isSameRequest, mostInDigest, type RequestKey, withoutWaiting } from '../../domain/mail/request-burst.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import { readableTime } from '../../domain/readable-time.ts';
import { onFreshRows } from '../../domain/store.ts';
import { giverOf } from '../approval/giver-of.ts';
import { peopleAwaited } from '../approval/people-awaited.ts';
import { personName } from '../person/person-name.ts';
import { isStillTrue } from './is-still-true.ts';
import type { NotifyContext } from './notify-context.ts';
import { approvalUrlFor, writeLetter } from './write-letter.ts';

const kind = 'approval-request';

/** The changes of requests that still need the decision of a person, and of which the person had no mail yet. */
const openChanges = async (context: NotifyContext, { id }: Person, requests: readonly RequestKey[]): Promise<readonly VotableChange[]> => {
  const found = await Promise.all(
    requests.map(async ({ change: of, revision }) => {
      const change = await context.changes.find(of);
      if (change?.revision !== revision || !isStillTrue(kind, change)) return [];
      if (await context.mails.find({ change: of, revision, kind, person: id })) return [];
      return (await peopleAwaited(context, change)).includes(id) ? [votableChange(change)] : [];
    }),
  );
  return found.flat();
};

/** One mail with the title of each change, and a link to each. */
const digestOf = async (context: NotifyContext, reader: Person, changes: readonly VotableChange[]): Promise<MailMessage> => {
  const requests = await Promise.all(
    changes.map(async (change) => {
      const giver = await giverOf(context, change, reader.id);
      return {
        name: `${change.number}: ${change.title}`,
        text: [
          `${await personName(context.people, change.requester)} asks for your decision before ${readableTime(change.approvalDeadline, reader.zone)}.`,
          ...(giver === undefined ? [] : [`You decide for ${await personName(context.people, giver)}, who has delegated to you.`]),
        ].join(' '),
        link: { href: await approvalUrlFor(context, change, { reader, giver }), label: `Read ${change.number} and decide` },
      };
    }),
  );
  return context.letters.requests(reader.email, requests);
};

const write = (context: NotifyContext, reader: Person, changes: readonly VotableChange[]): Promise<MailMessage> => {
  const [change] = changes;
  return change && changes.length === 1 ? writeLetter(context)(kind, change, reader, reader.email) : digestOf(context, reader, changes);
};

/** The requests that a mail has dealt with. Without changes, none of them needed a mail any more. */
interface DigestResult {
  readonly done: readonly RequestKey[];
  readonly changes: readonly VotableChange[];
  readonly messageId?: string | undefined;
}

/** Records that the mail was sent about each change, and that its requests wait no more. */
const record = (context: NotifyContext, person: string, { done, messageId = '', changes }: DigestResult): Promise<void> =>
  onFreshRows(async () => {
    const { mails, store, clock } = context;
    const [now, burst] = [clock.now(), await mails.burstOf(person)];
    if (!burst) return;
    const keys = changes.map(({ id: change, revision }) => ({ change, revision, kind, person }));
    const unrecorded = await Promise.all(keys.map(async (mail) => ((await mails.find(mail)) ? [] : [mail])));
    const [first, ...also] = unrecorded.flat();
    const sent = (mail: MailKey): SentMail => ({ ...mail, messageId, sentAt: now, bounced: false, version: 1 });
    const reference = first && { ...first, messageId, sentAt: now, also, version: 1 as const };
    await store.commit([
      ...unrecorded.flat().map((mail) => mails.save(sent(mail))),
      ...(reference ? [mails.saveReference(reference)] : []),
      mails.saveBurst(withoutWaiting(burst, done, now)),
    ]);
  });

/**
 * Mails a person the requests that wait for them, up to thirty in one mail, each with its title and link. As with other mails, it is recorded
 * after sending, so a crash between the two sends it twice, and a request is never lost (P6).
 * @throws the error of the mailer, if a mail could not be sent
 */
export const mailDigest =
  (context: NotifyContext) =>
  async (person: string): Promise<void> => {
    const { people, mails, mailer, clock } = context;
    for (let handled: readonly RequestKey[] = []; ; ) {
      const waiting = (await mails.burstOf(person))?.waiting ?? [];
      const done = waiting.filter((one) => !handled.some((other) => isSameRequest(one, other))).slice(0, mostInDigest);
      if (done.length === 0) return;
      const reader = await people.find(person);
      const changes = reader && isActive(reader, clock.now()) ? await openChanges(context, reader, done) : [];
      const sent = reader && changes.length > 0 ? await mailer.send(await write(context, reader, changes)) : undefined;
      await record(context, person, { done, changes, messageId: sent?.messageId });
      handled = [...handled, ...done];
    }
  };
