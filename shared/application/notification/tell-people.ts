import type { Change } from '../../domain/change/change.ts';
import type { ChangeStatus } from '../../domain/change/change-values.ts';
import type { MailKind } from '../../domain/mail/mail.ts';
import { isActive } from '../../domain/person/person.ts';
import type { NotifyContext } from './notify-context.ts';
import { recipientsOf } from './recipients.ts';
import { sendOnce } from './send-once.ts';
import { writeLetter } from './write-letter.ts';

/** Which mail tells of which event. */
export const mailOfEvent: Readonly<Record<string, MailKind | undefined>> = {
  ApprovalRequested: 'approval-request',
  ChangeScheduled: 'scheduled',
  ChangeRejected: 'rejected',
  ChangeLapsed: 'lapsed',
  ChangeCancelled: 'cancelled',
  ChangeFailed: 'failed',
  StartReminded: 'start-reminder',
  ChangeNotStarted: 'not-started',
  WindowOpened: 'scope-differs',
  WindowSettled: 'window-summary',
};

/** A late or repeated event tells only what is still so (E1). Kinds that are not here are facts that stay. */
const tellsOf: Partial<Record<MailKind, readonly ChangeStatus[]>> = {
  'approval-request': ['awaiting-approval'],
  scheduled: ['scheduled', 'implementing', 'in-review', 'closed'],
  rejected: ['rejected'],
  lapsed: ['lapsed'],
  cancelled: ['cancelled'],
  'start-reminder': ['scheduled'],
};

/** Whether a mail of this kind still tells what is so. */
export const isStillTrue = (kind: MailKind, { status, scopeDifference }: Change): boolean =>
  kind === 'scope-differs' ? scopeDifference !== undefined : (tellsOf[kind]?.includes(status) ?? true);

/** Why, each reason once: a log shows the message of what is thrown, and not what lies in it. */
const reasons = (failures: readonly unknown[]): string =>
  [...new Set(failures.map((failure) => (failure instanceof Error ? failure.message : String(failure))))].join('; ');

/**
 * Tells everybody whom an event of a change concerns, each once (P6). One recipient who cannot be reached stops no other.
 * @throws AggregateError at the end, so that the invocation is made again: who was told already is skipped then
 */
export const tellPeople =
  (context: NotifyContext) =>
  async (kind: MailKind, changeId: string): Promise<void> => {
    const { changes, people, clock } = context;
    const change = await changes.find(changeId);
    if (!change || !isStillTrue(kind, change)) return;
    const readers = (await people.findMany(await recipientsOf(context, kind, change))).filter((person) => isActive(person, clock.now()));
    const { revision } = change;
    const told = await Promise.allSettled(
      readers.map((reader) =>
        sendOnce(context)({ change: change.id, revision, kind, person: reader.id }, () =>
          writeLetter(context)(kind, change, reader, reader.email),
        ),
      ),
    );
    const failures = told.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `${change.number}: ${failures.length} of ${readers.length} mails (${kind}) were not sent: ${reasons(failures)}`,
      );
  };
