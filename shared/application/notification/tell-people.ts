import type { Change } from '../../domain/change/change.ts';
import type { MailKey } from '../../domain/mail/mail.ts';
import { type MailKind, mailCatalog } from '../../domain/mail/mail-catalog.ts';
import type { MailRecord } from '../../domain/mail/mail-record.ts';
import { isActive } from '../../domain/person/person.ts';
import { isMailedAlone } from './collect-requests.ts';
import type { NotifyContext } from './notify-context.ts';
import { recipientsOf } from './recipients.ts';
import { sendOnce } from './send-once.ts';
import { writeLetter } from './write-letter.ts';

/** Whether the content of a mail of this kind is still true for the change. */
export const isStillTrue = (kind: MailKind, change: Change): boolean => {
  const record: MailRecord = mailCatalog[kind];
  return record.isStillTrue?.(change) ?? true;
};

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

/** Whether a request that was not mailed before waits for a mail that it shares with others. */
const waits = async (context: NotifyContext, mail: MailKey): Promise<boolean> =>
  !(await context.mails.find(mail)) && !(await isMailedAlone(context)(mail.person, mail));

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
        if (kind === 'approval-request' && (await waits(context, mail))) return;
        await sendOnce(context)(mail, () => writeLetter(context)(key, change, reader, reader.email));
      }),
    );
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `${change.number}: ${failures.length} of ${readers.length} mails (${kind}) were not sent: ${reasons(failures)}`,
      );
  };
