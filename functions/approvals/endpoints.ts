import { type DecisionForm, decideByLink } from '../../shared/application/approval/decide-by-link.ts';
import { followLink, type LinkContext, type OpenedLink } from '../../shared/application/approval/link-context.ts';
import { mailCode } from '../../shared/application/approval/mail-code.ts';
import { changesAwaiting, readApproval } from '../../shared/application/approval/read-approval.ts';
import * as contract from '../../shared/contracts/approvals.ts';
import { groupsAsking } from '../../shared/domain/approval/eligibility.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { ChangeRepository } from '../../shared/domain/change/change-repository.ts';
import { type DomainError, forbidden } from '../../shared/domain/errors.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { errorAnswer, htmlAnswer, isCrossSite, seeOther } from '../../shared/pages/html-answer.ts';
import { problemPage } from '../../shared/pages/page.ts';
import { approvalPage } from './page.ts';

export interface ApprovalsContext extends LinkContext {
  readonly changes: LinkContext['changes'] & Pick<ChangeRepository, 'page'>;
}

const refusalPage = (problem: DomainError): string => problemPage('Approval', problem);

const crossSiteAnswer = () =>
  htmlAnswer(403, refusalPage(forbidden('approval/cross-site', 'this form was sent from another site; open the link in the mail')));

/** The approver's page. Reading it changes nothing; an error of a form is the page again, with what was typed (P5, P6). */
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
      return errorAnswer(error, async (problem) =>
        link ? approvalPage({ view: await read(link), token, typed, problem }) : refusalPage(problem),
      );
    }
  };
  return [
    on(contract.readApprovalPage, async ({ params: { token } }) => {
      try {
        const view = await read(await follow(token));
        return htmlAnswer(view.closed?.kind === 'gone' ? 410 : 200, approvalPage({ view, token }));
      } catch (error) {
        return errorAnswer(error, refusalPage);
      }
    }),
    on(contract.mailApprovalCode, ({ params: { token }, body, headers }) => {
      if (isCrossSite(headers)) return crossSiteAnswer();
      return submit(token, body, async (followed) => {
        await mailCode(context)(followed);
        return htmlAnswer(
          200,
          approvalPage({ view: await read(followed), token, typed: body, done: 'a code was mailed to you; it is valid for ten minutes' }),
        );
      });
    }),
    on(contract.decideByApprovalPage, ({ params: { token }, body, headers }) => {
      if (isCrossSite(headers)) return crossSiteAnswer();
      return submit(token, body, async (followed) => {
        await decideByLink(context)(followed, body);
        return seeOther(`/approvals/${token}`);
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
