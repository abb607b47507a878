import { type Change, peopleOf } from '../../domain/change/change.ts';
import type { ChangeComment } from '../../domain/change/change-comment.ts';
import { failedItems, servicesAffected } from '../../domain/change/outcomes.ts';
import { contactsFor } from '../../domain/impact/contacts.ts';
import type { MailSubject, RecipientGroup } from '../../domain/mail/mail-record.ts';
import { peopleAwaited } from '../approval/people-awaited.ts';
import { onCallPeople } from '../contact-group/on-call-people.ts';
import { changeManagers, escalationRecipients } from './escalation-recipients.ts';
import type { NotifyContext } from './notify-context.ts';

/** Finds the ids of the recipients. It may return people who have left: the sender removes them. */
type FindRecipients = (context: NotifyContext, change: Change, about: MailSubject) => Promise<readonly string[]>;

const involved: FindRecipients = async (_, change) => peopleOf(change);

const awaited: FindRecipients = peopleAwaited;

const reminded: FindRecipients = async (context, change, { people }) => {
  const missing = await peopleAwaited(context, change);
  return people.filter((person) => missing.includes(person));
};

const involvedAndAsked: FindRecipients = async (context, change) => {
  const mails = await context.mails.mailsOf(change.id);
  const requests = mails.filter(({ kind, revision }) => kind === 'approval-request' && revision === change.revision);
  // Who decided by the API may not have had a mail.
  const votes = await context.changes.decisions(change.id, change.revision);
  return [...new Set([...peopleOf(change), ...[...requests, ...votes].map(({ person }) => person)])];
};

const afterWindow: FindRecipients = async (context, change) => {
  const votes = await context.changes.decisions(change.id, change.revision);
  const approvers = votes.filter(({ decision }) => decision === 'approve').map(({ person }) => person);
  return [...(change.implementer === undefined ? [] : [change.implementer]), ...approvers, ...(await onCallPeople(context, change.items))];
};

/** The people of the contact groups of these CIs who are told of an outage, in their order. */
const contactsOf = async ({ configurationItems, contactGroups }: NotifyContext, ids: readonly string[]): Promise<readonly string[]> => {
  const cis = await configurationItems.findMany(ids);
  const named = [...new Set(cis.flatMap((ci) => ci.contactGroups.map(({ group }) => group)))];
  const known = new Map((named.length === 0 ? [] : await contactGroups.findMany(named)).map((group) => [group.id, group]));
  return contactsFor('outage', cis, known, () => true).flatMap(({ person }) => person ?? []);
};

const involvedAndContacts: FindRecipients = async (context, change) => {
  const { outcomes } = change;
  const concerned = [...failedItems(outcomes), ...servicesAffected(outcomes).map(({ service }) => service)];
  return [...peopleOf(change), ...(await contactsOf(context, [...new Set(concerned)]))];
};

/** Everybody who has to know at once that an emergency goes on without approval (H7). */
const emergency: FindRecipients = async (context, change) => [
  ...(await peopleAwaited(context, change)),
  ...(await contactsOf(context, change.items)),
  ...(await changeManagers(context, change)),
];

const unauthorized: FindRecipients = async (context, change) => [
  ...peopleOf(change),
  ...(change.retrospective ? [change.retrospective.by] : []),
  ...(await changeManagers(context, change)),
];

/** Who wrote a comment. Clients read no mail. */
const authorOf = (comment: ChangeComment | undefined): string | undefined =>
  comment?.by.startsWith('person:') ? comment.by.slice('person:'.length) : undefined;

const asked: FindRecipients = async ({ changes }, change, { comment: id = '' }) => {
  const author = authorOf(await changes.findComment(change.id, id));
  return peopleOf(change).filter((person) => person !== author);
};

const asker: FindRecipients = async ({ changes }, change, { comment: id = '' }) => {
  const answer = await changes.findComment(change.id, id);
  const author = authorOf(await changes.findComment(change.id, answer?.answers ?? ''));
  return author === undefined ? [] : [author];
};

const groups: Readonly<Record<RecipientGroup, FindRecipients>> = {
  involved,
  'involved-and-asked': involvedAndAsked,
  awaited,
  reminded,
  escalated: escalationRecipients,
  'after-window': afterWindow,
  'involved-and-contacts': involvedAndContacts,
  emergency,
  unauthorized,
  asked,
  asker,
};

/** The ids of the people in a recipient group, without duplicates. `about`: what the event says about people and comments. */
export const recipientsOf = async (
  context: NotifyContext,
  group: RecipientGroup,
  change: Change,
  about: MailSubject = { people: [] },
): Promise<readonly string[]> => [...new Set(await groups[group](context, change, about))];
