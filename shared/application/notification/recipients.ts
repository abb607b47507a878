import { peopleUndecided } from '../../domain/approval/awaited.ts';
import { takesPart } from '../../domain/approval/eligibility.ts';
import { type Change, peopleOf } from '../../domain/change/change.ts';
import { inForceIn } from '../../domain/delegation/delegation-list.ts';
import type { RecipientGroup } from '../../domain/mail/mail-catalog.ts';
import { onCallPeople } from '../contact-group/on-call-people.ts';
import type { NotifyContext } from './notify-context.ts';

/** Finds the ids of the recipients. It may return people who have left: the sender removes them. */
type FindRecipients = (context: NotifyContext, change: Change) => Promise<readonly string[]>;

const involved: FindRecipients = async (_, change) => peopleOf(change);

/** Who has not decided yet, and their delegates. A delegate who has decided for somebody has no other vote (P3). */
const awaited: FindRecipients = async ({ changes, delegations, clock }, change) => {
  const deciders = await changes.deciders(change.id, change.revision);
  const undecided = peopleUndecided(change, deciders);
  const lists = await delegations.lists(undecided);
  const delegates = lists.flatMap(({ given }) => inForceIn(given, clock.now()).map(({ person }) => person));
  return [...undecided, ...delegates.filter((person) => !deciders.includes(person) && !takesPart(change, person))];
};

const involvedAndAsked: FindRecipients = async (context, change) => {
  const mails = await context.mails.mailsOf(change.id);
  const requests = mails.filter(({ kind, revision }) => kind === 'approval-request' && revision === change.revision);
  return [...(await involved(context, change)), ...requests.map(({ person }) => person)];
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
  'after-window': afterWindow,
};

/** The ids of the people in a recipient group, without duplicates. */
export const recipientsOf = async (context: NotifyContext, group: RecipientGroup, change: Change): Promise<readonly string[]> => [
  ...new Set(await groups[group](context, change)),
];
