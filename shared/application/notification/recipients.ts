import { peopleUndecided } from '../../domain/approval/awaited.ts';
import type { Change } from '../../domain/change/change.ts';
import type { MailKind } from '../../domain/mail/mail.ts';
import { onCallPeople } from '../contact-group/on-call-people.ts';
import type { NotifyContext } from './notify-context.ts';

/** Whom a mail of each kind goes to, by id; who has gone since is left out by who sends. */
type Recipients = (context: NotifyContext, change: Change) => Promise<readonly string[]>;

const involved: Recipients = async (_, { requester, implementer }) => [requester, implementer];

/** Everybody who is asked and has not decided yet. */
const undecided: Recipients = async ({ changes }, change) => peopleUndecided(change, await changes.decisions(change.id, change.revision));

/** A cancellation is told to those, too, who were asked to decide. */
const involvedAndAsked: Recipients = async (context, change) => {
  const mails = await context.mails.mailsOf(change.id);
  const asked = mails.filter(({ kind, revision }) => kind === 'approval-request' && revision === change.revision);
  return [...(await involved(context, change)), ...asked.map(({ person }) => person)];
};

/** When a window has ended: implementer, on-call and approvers (W2). */
const afterWindow: Recipients = async (context, change) => {
  const votes = await context.changes.decisions(change.id, change.revision);
  const approvers = votes.filter(({ decision }) => decision === 'approve').map(({ person }) => person);
  return [change.implementer, ...approvers, ...(await onCallPeople(context, change.items))];
};

const recipients: Readonly<Record<MailKind, Recipients>> = {
  'approval-request': undecided,
  scheduled: involved,
  rejected: involved,
  lapsed: involved,
  cancelled: involvedAndAsked,
  failed: involved,
  'start-reminder': involved,
  'not-started': involved,
  'scope-differs': involved,
  'window-summary': afterWindow,
};

/** Each once. */
export const recipientsOf = async (context: NotifyContext, kind: MailKind, change: Change): Promise<readonly string[]> => [
  ...new Set(await recipients[kind](context, change)),
];
