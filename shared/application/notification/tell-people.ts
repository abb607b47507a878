import type { Change } from '../../domain/change/change.ts';
import type { MailKey, MailMessage } from '../../domain/mail/mail.ts';
import { type MailKind, mailCatalog } from '../../domain/mail/mail-catalog.ts';
import type { MailRecord } from '../../domain/mail/mail-record.ts';
import { gatheringTime } from '../../domain/mail/request-burst.ts';
import { isActive } from '../../domain/person/person.ts';
import { requestMail } from './collect-requests.ts';
import { isStillTrue } from './is-still-true.ts';
import { mailDigest } from './mail-digest.ts';
import type { NotifyContext } from './notify-context.ts';
import { recipientsOf } from './recipients.ts';
import { sendOnce } from './send-once.ts';
import { writeLetter } from './write-letter.ts';

/** The distinct messages of the errors as one text. A log shows the message of an AggregateError, but not the errors inside it. */
const reasons = (failures: readonly unknown[]): string =>
  [...new Set(failures.map((failure) => (failure instanceof Error ? failure.message : String(failure))))].join('; ');

/** The event of which people are told: its id, and the window that its body names. */
interface MailedEvent {
  readonly id: string;
  readonly window?: unknown;
  /** The people whom it is about, if it names them. */
  readonly people?: unknown;
  readonly comment?: unknown;
}

/** Whether an event is about a window that an edit of the plan has withdrawn: people were told of the edit, and a new window takes its place. */
const isOutdated = ({ formerWindows = [] }: Change, event: MailedEvent | undefined): boolean =>
  typeof event?.window === 'string' && formerWindows.includes(event.window);

const peopleIn = (event: MailedEvent | undefined): readonly string[] => (Array.isArray(event?.people) ? event.people.map(String) : []);

const commentOf = ({ comment }: MailedEvent): string | undefined => (typeof comment === 'string' ? comment : undefined);

/** The kind under which a mail is stored. A mail that is sent for each event has the id of its event in it, or that of its comment. */
const mailKeyKind = (kind: MailKind, event: MailedEvent | undefined): string => {
  const { isRepeated }: MailRecord = mailCatalog[kind];
  return isRepeated && event ? `${kind}:${commentOf(event) ?? event.id}` : kind;
};

/** Lets later requests join, and then mails them together. Without a `pause`, the sweep does that. */
const sendShared = async (context: NotifyContext, person: string): Promise<void> => {
  if (!context.pause) return;
  await context.pause(gatheringTime);
  await mailDigest(context)(person);
};

/** Sends a request for a decision, alone or together with others (P4). One that was mailed before is not sent again. */
const sendRequest = async (context: NotifyContext, mail: MailKey, write: () => Promise<MailMessage>): Promise<void> => {
  const way = (await context.mails.find(mail)) ? 'alone' : await requestMail(context)(mail.person, mail);
  if (way === 'alone') await sendOnce(context)(mail, write);
  if (way === 'starts-shared') await sendShared(context, mail.person);
};

/**
 * Sends a mail about a change to all its recipients, each once (P6). If one mail cannot be sent, the others are still sent.
 * @throws AggregateError at the end if a mail was not sent, so that the invocation is retried. A retry skips the mails that were sent.
 */
export const tellPeople =
  (context: NotifyContext) =>
  async (kind: MailKind, changeId: string, event?: MailedEvent): Promise<void> => {
    const { changes, people, clock } = context;
    const change = await changes.find(changeId);
    if (!change || !isStillTrue(kind, change) || isOutdated(change, event)) return;
    const about = { people: peopleIn(event), comment: event && commentOf(event) };
    const readers = (await people.findMany(await recipientsOf(context, mailCatalog[kind].recipients, change, about))).filter((person) =>
      isActive(person, clock.now()),
    );
    const { revision } = change;
    const key = mailKeyKind(kind, event);
    const results = await Promise.allSettled(
      readers.map(async (reader) => {
        const mail = { change: change.id, revision, kind: key, person: reader.id };
        const write = () => writeLetter(context)(key, change, reader, reader.email);
        await (kind === 'approval-request' ? sendRequest(context, mail, write) : sendOnce(context)(mail, write));
      }),
    );
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `${change.number}: ${failures.length} of ${readers.length} mails (${kind}) were not sent: ${reasons(failures)}`,
      );
  };
