import { groupsAsking } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import { servicesAffected } from '../../domain/change/outcomes.ts';
import { type VotableChange, votableChange } from '../../domain/change/votable-change.ts';
import { type Instant, millis } from '../../domain/clock.ts';
import type { WindowSummary } from '../../domain/mail/letters.ts';
import type { MailMessage } from '../../domain/mail/mail.ts';
import { isMailKind, kindOfStored, type MailKind, mailCatalog } from '../../domain/mail/mail-catalog.ts';
import type { MailRecord } from '../../domain/mail/mail-record.ts';
import type { Person } from '../../domain/person/person.ts';
import { durationMillis } from '../../domain/values.ts';
import { overAt, type Window } from '../../domain/window/window.ts';
import { giverOf } from '../approval/giver-of.ts';
import { issueApprovalLink } from '../approval/issue-approval-link.ts';
import { personName } from '../person/person-name.ts';
import type { NotifyContext } from './notify-context.ts';

const millisBetween = (from: Instant, to: Instant): number => Math.max(0, millis(to) - millis(from));

/** How much of the agreed downtime was used and how much is left, in milliseconds (W2). A change that was not started has used none. */
const downtimeOf = (change: Change, window: Window): Pick<WindowSummary, 'usedMillis' | 'leftMillis'> => {
  const downtime = change.window?.agreedDowntime;
  const agreed = downtime === undefined ? millisBetween(window.start, window.end) : durationMillis(downtime);
  const usedMillis = window.startedAt === undefined ? 0 : millisBetween(window.startedAt, overAt(window));
  return { usedMillis, leftMillis: Math.max(0, agreed - usedMillis) };
};

const summaryOf = async ({ windows, tallyOf }: NotifyContext, change: Change): Promise<WindowSummary> => {
  const window = change.windowId === undefined ? undefined : await windows.find(change.windowId);
  if (!window) throw new Error(`${change.number} has no window to summarize`);
  return { ...(await tallyOf(window.id)), ...downtimeOf(change, window) };
};

/** When a person was last asked about an earlier revision of a change. Undefined if they were not. */
const lastAsked = async ({ mails }: NotifyContext, { id, revision }: Change, person: string): Promise<Instant | undefined> => {
  if (revision === 1) return undefined;
  const requests = (await mails.mailsOf(id)).filter((mail) => mail.person === person && mail.kind === 'approval-request');
  return requests.filter((mail) => mail.revision < revision).toSorted((one, other) => other.revision - one.revision)[0]?.sentAt;
};

/** The mails that ask their recipients to decide. */
const asking: readonly MailKind[] = ['approval-request', 'approval-reminder', 'approval-escalation', 'emergency-started'];

/** The services that failures affect, with their names. A service without a CI facet any more is named by its id. */
const affectedServices = async ({ configurationItems }: NotifyContext, { outcomes }: Change) => {
  const affected = servicesAffected(outcomes);
  const found = affected.length === 0 ? [] : await configurationItems.findMany(affected.map(({ service }) => service));
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return affected.map(({ service, state }) => ({ name: names.get(service) ?? service, state }));
};

/** The comment that a mail is about, whose id is a part of the stored kind of the mail. */
const commentIn = async ({ changes, people }: NotifyContext, change: Change, stored: string) => {
  const comment = await changes.findComment(change.id, stored.split(':')[1] ?? '');
  if (!comment) throw new Error(`${change.number} has no comment for the mail ${stored}`);
  const author = comment.by.startsWith('person:') ? await personName(people, comment.by.slice('person:'.length)) : 'A client of the API';
  return { author, text: comment.text };
};

/** The URL of a new approval link for a person (P6). `giver`: for whom they decide as a delegate. */
export const approvalUrlFor = async (
  context: NotifyContext,
  change: VotableChange,
  { reader, giver }: { readonly reader: Person; readonly giver: string | undefined },
): Promise<string> =>
  context.letters.approvalUrl(
    await issueApprovalLink(context)(change, reader, { lastAskedAt: await lastAsked(context, change, reader.id), for: giver }),
  );

/** Composes a mail of a stored kind to an address. Each call for an approval request creates a new approval link (P6). */
export const writeLetter =
  (context: NotifyContext) =>
  async (stored: string, change: Change, reader: Person, to: string): Promise<MailMessage> => {
    const { people, letters } = context;
    const kind = kindOfStored(stored);
    if (!isMailKind(kind)) throw new Error(`there is no mail of the kind ${kind}`);
    const requester = await personName(people, change.requester);
    const giver = asking.includes(kind) ? await giverOf(context, change, reader.id) : undefined;
    const giverName = giver === undefined ? undefined : await personName(people, giver);
    const isAsked = giver !== undefined || groupsAsking(change, reader.id).length > 0;
    const occasion = { change, requester, to, zone: reader.zone, giver: giverName, isAsked };
    const { subject, lead, text }: MailRecord = mailCatalog[kind];
    const paragraphs = await text(occasion, {
      approvalUrl: () => approvalUrlFor(context, votableChange(change), { reader, giver }),
      windowSummary: () => summaryOf(context, change),
      comment: () => commentIn(context, change, stored),
      affectedServices: () => affectedServices(context, change),
    });
    return letters.aboutChange(occasion, { subject, lead: lead?.(occasion), paragraphs });
  };
