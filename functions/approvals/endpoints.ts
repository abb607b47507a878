import { type DecisionForm, decideByLink } from '../../shared/application/approval/decide-by-link.ts';
import { followLink, type LinkContext, type OpenedLink } from '../../shared/application/approval/link-context.ts';
import { mailCode } from '../../shared/application/approval/mail-code.ts';
import { changesAwaiting, readApproval } from '../../shared/application/approval/read-approval.ts';
import * as contract from '../../shared/contracts/approvals.ts';
import { groupsAsking } from '../../shared/domain/approval/eligibility.ts';
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

/** The page's status after a refusal: 422 for what the form can correct, whatever the domain calls it. */
const refusedStatus = ({ kind }: DomainError): number => (['invalid', 'forbidden', 'mismatch'].includes(kind) ? 422 : statusOf[kind]);

const retryAfter = ({ retryAfterSeconds }: DomainError): Readonly<Record<string, string>> =>
  retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };

/** A refusal as a page. Any other error is a bug and is thrown on. */
const asPage = async (error: unknown, body: (problem: DomainError) => string | Promise<string>): Promise<Answer> => {
  if (!isDomainError(error)) throw error;
  return answer(refusedStatus(error), await body(error), retryAfter(error));
};

/** Whether another site sent the form (P6). Old browsers do not tell; then token and code must be enough. */
const isForeign = (headers: HttpEvent['headers']): boolean => !['same-origin', 'none', undefined].includes(headers['sec-fetch-site']);

const foreign = () =>
  answer(403, problemPage(forbidden('approval/cross-site', 'this form was sent from another site: open the link in the mail')));

/** The approver's page: GET shows, the forms act. Every refusal is a page again, with what was typed (P5, P6). */
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
        // Redirects to the page, so that reloading it sends nothing again.
        return new Answer(undefined, { status: 303, headers: { ...pageHeaders, location: `/approvals/${token}` } });
      });
    }),
  ];
};

/** Approvals: the approver's page, and the changes that await the decision of a person who is signed in. */
export const approvalsEndpoints = (context: ApprovalsContext): readonly Endpoint[] => [
  ...pageEndpoints(context),
  on(contract.listPendingApprovals, async ({ query, caller }) => {
    const list = `approvals of ${caller.id}`;
    const isAsked = (change: Change): boolean => groupsAsking(change, caller.id).length > 0;
    const page = await context.changes.page({ ...pageRequest(list, query), status: 'awaiting-approval' }, isAsked);
    return pageAnswer(list, query, { ...page, items: await changesAwaiting(context)(caller.id, page.items) }, (change) => change);
  }),
];
