import type { Change } from '../../domain/change/change.ts';
import { conflict, gone } from '../../domain/errors.ts';
import { callerOf } from '../../domain/person/person.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { mailCode } from '../mailed-link/codes.ts';
import { checkSession, openSession } from '../mailed-link/sessions.ts';
import { type DecisionForm, decisionOf, typedText } from './decide-by-link.ts';
import { type ApprovalContext, type OpenedApproval, openChange } from './link-context.ts';
import { listPending, type PendingApproval, type PendingContext } from './list-pending.ts';
import { type ApprovalView, readApproval } from './read-approval.ts';

/** The most requests on the page, each of which it shows completely. The next ones are shown after these are decided. */
const mostShown = 10;

/** How many pages of the list of pending changes are read. Changes that await others are left out of them. */
const mostPages = 10;

export type RequestsContext = ApprovalContext & PendingContext;

/** The form of one request on the page. `session` proves who decides. */
export interface RequestForm extends Omit<DecisionForm, 'code' | 'question'> {
  readonly session: string;
  readonly change: string;
  /** For whom the reader decides as a delegate, or empty (P3). */
  readonly for: string;
}

/** The requests that await the person of a link. `hasMore`: whether others follow. */
export interface RequestList {
  readonly requests: readonly ApprovalView[];
  readonly hasMore: boolean;
}

/** @throws DomainError gone `approval/deadline-passed` if the link has expired */
const assertLive = ({ clock }: ApprovalContext, { link }: OpenedApproval): void => {
  if (clock.now() >= link.expiresAt)
    throw gone('approval/deadline-passed', `this link expired at ${link.expiresAt}: open the link of a newer mail, or sign in`);
};

/** Mails a code with which the list of all requests opens, even if the change of the link itself is decided. @throws the errors of `mailCode` */
export const mailRequestsCode =
  (context: ApprovalContext) =>
  async (opened: OpenedApproval): Promise<void> => {
    assertLive(context, opened);
    await mailCode(context)(opened, (code) => context.letters.code({ to: opened.person.email, name: 'your requests' }, code));
  };

/** Opens the list with a code. Returns the secret of the session. @throws the errors of `checkCode` */
export const openRequests =
  (context: ApprovalContext) =>
  async (opened: OpenedApproval, code: string): Promise<string> => {
    assertLive(context, opened);
    return openSession(context)(opened, code);
  };

/** @throws DomainError gone `approval/deadline-passed` if the link has expired; mismatch `link/session-over` */
export const assertSession =
  (context: ApprovalContext) =>
  async (opened: OpenedApproval, session: string): Promise<void> => {
    assertLive(context, opened);
    await checkSession(context)(opened, session);
  };

/** The link as if it had been mailed for another change. */
const linkFor = ({ link }: OpenedApproval, change: Change, giver: string | undefined): OpenedApproval['link'] =>
  change.id === link.change && change.revision === link.revision
    ? { ...link, for: giver }
    : { ...link, change: change.id, revision: change.revision, for: giver, lastAskedAt: change.submittedAt ?? change.createdAt };

const firstPending = async (context: PendingContext, { person }: OpenedApproval): Promise<readonly PendingApproval[]> => {
  const found: PendingApproval[] = [];
  let after: PageRequest['after'];
  for (let pages = 0; pages < mostPages && found.length <= mostShown; pages += 1) {
    const page: Page<PendingApproval> = await listPending(context)(callerOf(person), { limit: mostShown + 1, after });
    found.push(...page.items);
    after = page.nextCursor;
    if (after === undefined) break;
  }
  return found;
};

/** Everything that the page of all requests shows, those with the earliest deadline first. It writes nothing. */
export const readRequests =
  (context: RequestsContext) =>
  async (opened: OpenedApproval): Promise<RequestList> => {
    const pending = await firstPending(context, opened);
    const read = readApproval(context);
    const requests = await Promise.all(
      pending.slice(0, mostShown).map(({ change, for: giver }) => read({ ...opened, link: linkFor(opened, change, giver?.id) })),
    );
    return { requests, hasMore: pending.length > mostShown };
  };

/**
 * Records a decision from the page of all requests. Like each decision it is one of its own, with its own revision and digest (P7).
 * @throws DomainError mismatch `link/session-over`; missing `change/not-found`; the errors of `decideByLink` without those of codes
 */
export const decideOnRequest =
  (context: RequestsContext) =>
  async (opened: OpenedApproval, { session, change: id, for: giver, ...typed }: RequestForm): Promise<Change> => {
    await assertSession(context)(opened, session);
    const form = { ...typed, reason: typedText(typed.reason) };
    const found = await context.changes.get(id);
    if (form.digest === '' || form.revision === '')
      throw conflict('approval/outdated-revision', 'the form does not name what you have read: open your requests again');
    const link = linkFor(opened, found, giver === '' ? undefined : giver);
    const change = await openChange(context, { ...opened, link }, form.digest);
    const decision = decisionOf(form, change.revision);
    return context.decide(
      change.id,
      { decision, revision: change.revision, digest: form.digest, for: link.for, ...(form.reason === '' ? {} : { reason: form.reason }) },
      callerOf(opened.person),
    );
  };
