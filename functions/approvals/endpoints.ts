import { type DecisionForm, decideByLink } from '../../shared/application/approval/decide-by-link.ts';
import { followLink, type LinkContext, type OpenedLink } from '../../shared/application/approval/link-context.ts';
import { mailCode } from '../../shared/application/approval/mail-code.ts';
import { isAwaited, readApproval } from '../../shared/application/approval/read-approval.ts';
import * as contract from '../../shared/contracts/approvals.ts';
import type { Caller } from '../../shared/domain/access.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { ChangeRepository } from '../../shared/domain/change/change-repository.ts';
import { type DomainError, forbidden, isDomainError } from '../../shared/domain/errors.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { statusOf } from '../../shared/http/problem.ts';
import { Answer, type Endpoint, type HttpEvent, on } from '../../shared/http/request.ts';
import { problemPage } from './layout.ts';
import { approvalPage } from './page.ts';
import { pageHeaders } from './style.ts';

export interface ApprovalsContext extends LinkContext {
  readonly changes: LinkContext['changes'] & Pick<ChangeRepository, 'page'>;
}

const answer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  new Answer(body, { status, headers: { ...pageHeaders, ...headers } });

/** The page after a refusal: what a form can mend is 422, whatever the domain calls it. */
const refusedStatus = ({ kind }: DomainError): number => (['invalid', 'forbidden', 'mismatch'].includes(kind) ? 422 : statusOf[kind]);

const retryAfter = ({ retryAfterSeconds }: DomainError): Readonly<Record<string, string>> =>
  retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };

/** A refusal as a page; what is no refusal goes on to be a bug. */
const asPage = async (error: unknown, body: (problem: DomainError) => string | Promise<string>): Promise<Answer> => {
  if (!isDomainError(error)) throw error;
  return answer(refusedStatus(error), await body(error), retryAfter(error));
};

/** A form that another site sent (P6). Old browsers do not say, and then the token and the code have to do. */
const isForeign = (headers: HttpEvent['headers']): boolean => !['same-origin', 'none', undefined].includes(headers['sec-fetch-site']);

const foreign = () =>
  answer(403, problemPage(forbidden('approval/cross-site', 'this form was sent from another site: open the link of the mail')));

/** The approver's page: reading shows, the forms act; every refusal is a page with what was typed (P5, P6). */
const pageEndpoints = (context: ApprovalsContext): readonly Endpoint[] => {
  const follow = followLink(context);
  const read = readApproval(context);
  const submit = async (token: string, typed: DecisionForm, act: (followed: OpenedLink) => Promise<Answer>): Promise<Answer> => {
    let followed: OpenedLink | undefined;
    try {
      followed = await follow(token);
      return await act(followed);
    } catch (error) {
      const link = followed;
      return asPage(error, async (problem) =>
        link ? approvalPage({ view: await read(link), token, typed, problem }) : problemPage(problem),
      );
    }
  };
  return [
    on(contract.readApprovalPage, async ({ params: { token } }) => {
      try {
        const view = await read(await follow(token));
        return answer(view.closed?.kind === 'gone' ? 410 : 200, approvalPage({ view, token }));
      } catch (error) {
        return asPage(error, problemPage);
      }
    }),
    on(contract.mailApprovalCode, ({ params: { token }, body, headers }) => {
      if (isForeign(headers)) return foreign();
      return submit(token, body, async (followed) => {
        await mailCode(context)(followed);
        return answer(
          200,
          approvalPage({ view: await read(followed), token, typed: body, done: 'a code was mailed to you; it is valid for ten minutes' }),
        );
      });
    }),
    on(contract.decideByApprovalPage, ({ params: { token }, body, headers }) => {
      if (isForeign(headers)) return foreign();
      return submit(token, body, async (followed) => {
        await decideByLink(context)(followed, body);
        // Back to the page by GET, so that reloading sends nothing again.
        return new Answer(undefined, { status: 303, headers: { ...pageHeaders, location: `/approvals/${token}` } });
      });
    }),
  ];
};

/** Those of a page of changes that still await this caller; only persons decide. */
const awaitedBy = async (context: ApprovalsContext, changes: readonly Change[], caller: Caller): Promise<readonly Change[]> => {
  const awaited = await Promise.all(changes.map((change) => (caller.kind === 'person' ? isAwaited(context)(change, caller.id) : false)));
  return changes.filter((_, at) => awaited[at]);
};

/** Approvals: the approver's page, and what awaits who is signed in. */
export const approvalsEndpoints = (context: ApprovalsContext): readonly Endpoint[] => [
  ...pageEndpoints(context),
  on(contract.listPendingApprovals, async ({ query, caller }) => {
    const list = `approvals of ${caller.id}`;
    const now = context.clock.now();
    const asked = (change: Change): boolean =>
      (change.approvalDeadline === undefined || now < change.approvalDeadline) &&
      change.pinned?.groups.some(({ eligible }) => eligible.includes(caller.id)) === true;
    const page = await context.changes.page({ ...pageRequest(list, query), status: 'awaiting-approval' }, asked);
    return pageAnswer(list, query, { ...page, items: await awaitedBy(context, page.items, caller) }, (change) => change);
  }),
];
