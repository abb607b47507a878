import type { Change } from '../../domain/change/change.ts';
import { fitFor } from '../../domain/change/change-transitions.ts';
import { type Instant, millis } from '../../domain/clock.ts';
import type { WindowSummary } from '../../domain/mail/letters.ts';
import type { MailMessage } from '../../domain/mail/mail.ts';
import { type MailKind, type MailRecord, mailCatalog } from '../../domain/mail/mail-catalog.ts';
import type { Person } from '../../domain/person/person.ts';
import { durationMillis } from '../../domain/values.ts';
import { overAt, type Window } from '../../domain/window/window.ts';
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

/** Composes a mail of a given kind to an address. Each call for an approval request creates a new approval link (P6). */
export const writeLetter =
  (context: NotifyContext) =>
  async (kind: MailKind, change: Change, reader: Person, to: string): Promise<MailMessage> => {
    const { people, letters } = context;
    const requester = await personName(people, change.requester);
    const occasion = { change, requester, to, zone: reader.zone };
    const { subject, lead, text }: MailRecord = mailCatalog[kind];
    const paragraphs = await text(occasion, {
      approvalUrl: async () =>
        letters.approvalUrl(
          await issueApprovalLink(context)(fitFor(change, 'decide'), reader, await lastAsked(context, change, reader.id)),
        ),
      windowSummary: () => summaryOf(context, change),
    });
    return letters.aboutChange(occasion, { subject, lead: lead?.(occasion), paragraphs });
  };
