import type { Change } from '../../domain/change/change.ts';
import type { MailKind } from '../../domain/mail/mail.ts';
import type { NotifyContext } from './notify-context.ts';

/** Whom a mail of each kind goes to, by id; who has gone since is left out by who sends. */
type Recipients = (context: NotifyContext, change: Change) => Promise<readonly string[]>;

const involved: Recipients = async (_, { requester, implementer }) => [requester, implementer];

/** Who was asked and did not answer yet. */
const awaited: Recipients = async ({ changes }, { id, revision, pinned }) => {
  const votes = await changes.decisions(id, revision);
  const eligible = pinned?.groups.flatMap((group) => group.eligible) ?? [];
  return eligible.filter((person) => !votes.some((vote) => vote.person === person));
};

/** A cancellation is told to those, too, who were asked to decide. */
const involvedAndAsked: Recipients = async (context, change) => {
  const mails = await context.mails.mailsOf(change.id);
  const asked = mails.filter(({ kind, revision }) => kind === 'approval-request' && revision === change.revision);
  return [...(await involved(context, change)), ...asked.map(({ person }) => person)];
};

/** Who is on call for a named item: active members of its contact groups with that role (W2). */
const onCall: Recipients = async ({ configurationItems, contactGroups: groupsOf }, change) => {
  const found = await configurationItems.findMany(change.items);
  const contacts = found.flatMap(({ contactGroups }) => contactGroups);
  const ids = contacts.filter(({ role }) => role === 'on-call').map(({ group }) => group);
  const groups = await groupsOf.findMany([...new Set(ids)]);
  return groups.flatMap(({ members }) => members.map(({ person }) => person));
};

/** When a window has ended: implementer, on-call and approvers (W2). */
const afterWindow: Recipients = async (context, change) => {
  const votes = await context.changes.decisions(change.id, change.revision);
  const approvers = votes.filter(({ decision }) => decision === 'approve').map(({ person }) => person);
  return [change.implementer, ...approvers, ...(await onCall(context, change))];
};

const recipients: Readonly<Record<MailKind, Recipients>> = {
  'approval-request': awaited,
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
