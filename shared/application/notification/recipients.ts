import { type Change, peopleOf } from '../../domain/change/change.ts';
import type { RecipientGroup } from '../../domain/mail/mail-record.ts';
import { peopleAwaited } from '../approval/people-awaited.ts';
import { onCallPeople } from '../contact-group/on-call-people.ts';
import { escalationRecipients } from './escalation-recipients.ts';
import type { NotifyContext } from './notify-context.ts';

/** Finds the ids of the recipients. It may return people who have left: the sender removes them. */
type FindRecipients = (context: NotifyContext, change: Change, people: readonly string[]) => Promise<readonly string[]>;

const involved: FindRecipients = async (_, change) => peopleOf(change);

const awaited: FindRecipients = peopleAwaited;

const reminded: FindRecipients = async (context, change, people) => {
  const missing = await peopleAwaited(context, change);
  return people.filter((person) => missing.includes(person));
};

const involvedAndAsked: FindRecipients = async (context, change) => {
  const mails = await context.mails.mailsOf(change.id);
  const requests = mails.filter(({ kind, revision }) => kind === 'approval-request' && revision === change.revision);
  return [...peopleOf(change), ...requests.map(({ person }) => person)];
};

const afterWindow: FindRecipients = async (context, change) => {
  const votes = await context.changes.decisions(change.id, change.revision);
  const approvers = votes.filter(({ decision }) => decision === 'approve').map(({ person }) => person);
  return [...(change.implementer === undefined ? [] : [change.implementer]), ...approvers, ...(await onCallPeople(context, change.items))];
};

const groups: Readonly<Record<RecipientGroup, FindRecipients>> = {
  involved,
  'involved-and-asked': involvedAndAsked,
  awaited,
  reminded,
  escalated: escalationRecipients,
  'after-window': afterWindow,
};

/** The ids of the people in a recipient group, without duplicates. `people`: those in the event of which they are told. */
export const recipientsOf = async (
  context: NotifyContext,
  group: RecipientGroup,
  change: Change,
  people: readonly string[] = [],
): Promise<readonly string[]> => [...new Set(await groups[group](context, change, people))];
