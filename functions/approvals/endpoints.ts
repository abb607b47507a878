import { type DecisionForm, decideByLink } from '../../shared/application/approval/decide-by-link.ts';
import { followLink, type LinkContext, type OpenedLink } from '../../shared/application/approval/link-context.ts';
import { mailCode } from '../../shared/application/approval/mail-code.ts';
import { changesAwaiting, readApproval } from '../../shared/application/approval/read-approval.ts';
import { showChanges } from '../../shared/application/change/show-changes.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import * as contract from '../../shared/contracts/approvals.ts';
import { codeLife } from '../../shared/domain/approval/approval-codes.ts';
import { groupsAsking } from '../../shared/domain/approval/eligibility.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { ChangeRepository } from '../../shared/domain/change/change-repository.ts';
import { type DomainError, forbidden } from '../../shared/domain/errors.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { errorAnswer, htmlAnswer, isCrossSite, seeOther } from '../../shared/pages/html-answer.ts';
import { problemPage } from '../../shared/pages/page.ts';
import { approvalPage } from './page.ts';

export interface ApprovalsContext extends LinkContext, NamesContext {
  readonly changes: LinkContext['changes'] & Pick<ChangeRepository, 'page'>;
}

const errorPage = (problem: DomainError): string => problemPage('Approval', problem);

const crossSiteAnswer = () =>
  htmlAnswer(403, errorPage(forbidden('approval/cross-site', 'this form was sent from another site; open the link in the mail instead')));

/**
 * The approver's page. A GET request changes nothing. If a form has an error, the page is shown again with the error and the input (P5,
 * P6).
 */
const pageEndpoints = (context: ApprovalsContext): readonly Endpoint[] => {
  const follow = followLink(context);
  const read = readApproval(context);
  const submit = async (token: string, typed: DecisionForm, act: (link: OpenedLink) => Promise<Answer>): Promise<Answer> => {
    let opened: OpenedLink | undefined;
    try {
      opened = await follow(token);
      return await act(opened);
    } catch (error) {
      const link = opened;
      return errorAnswer(error, async (problem) =>
        link ? approvalPage({ view: await read(link, typed.digest), token, typed, problem }) : errorPage(problem),
      );
    }
  };
  return [
    on(contract.readApprovalPage, async ({ params: { token } }) => {
      try {
        const view = await read(await follow(token));
        return htmlAnswer(view.closed?.kind === 'gone' ? 410 : 200, approvalPage({ view, token }));
      } catch (error) {
        return errorAnswer(error, errorPage);
      }
    }),
    on(contract.mailApprovalCode, ({ params: { token }, body, headers }) => {
      if (isCrossSite(headers)) return crossSiteAnswer();
      return submit(token, body, async (link) => {
        await mailCode(context)(link);
        return htmlAnswer(
          200,
          approvalPage({
            view: await read(link, body.digest),
            token,
            typed: body,
            done: `a code was mailed to you. It is valid for ${codeLife}`,
          }),
        );
      });
    }),
    on(contract.decideByApprovalPage, ({ params: { token }, body, headers }) => {
      if (isCrossSite(headers)) return crossSiteAnswer();
      return submit(token, body, async (link) => {
        await decideByLink(context)(link, body);
        return seeOther(`/approvals/${token}`);
      });
    }),
  ];
};

/** The approver's page, and the list of changes that wait for the decision of the signed-in person. */
export const approvalsEndpoints = (context: ApprovalsContext): readonly Endpoint[] => [
  ...pageEndpoints(context),
  on(contract.listPendingApprovals, async ({ query, caller }) => {
    const list = `approvals of ${caller.id}`;
    const isAsked = (change: Change): boolean => groupsAsking(change, caller.id).length > 0;
    const page = await context.changes.page({ ...pageRequest(list, query), status: 'awaiting-approval' }, isAsked);
    const items = await showChanges(context)(await changesAwaiting(context)(caller, page.items), caller);
    return pageAnswer(list, query, { ...page, items }, (change) => change);
  }),
];
