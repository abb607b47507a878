import { askByLink } from '../../shared/application/approval/ask-by-link.ts';
import { type DecisionForm, decideByLink } from '../../shared/application/approval/decide-by-link.ts';
import type { OpenedApproval } from '../../shared/application/approval/link-context.ts';
import { mailApprovalCode } from '../../shared/application/approval/mail-approval-code.ts';
import { readApproval } from '../../shared/application/approval/read-approval.ts';
import {
  assertSession,
  decideOnRequest,
  mailRequestsCode,
  openRequests,
  type RequestForm,
  type RequestsContext,
  readRequests,
} from '../../shared/application/approval/requests-by-link.ts';
import { followLink } from '../../shared/application/mailed-link/follow-link.ts';
import * as contract from '../../shared/contracts/approvals.ts';
import { type Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { errorAnswer, htmlAnswer } from '../../shared/pages/html-answer.ts';
import { codeMailed } from './code-fields.ts';
import { emptyForm } from './decision-form.ts';
import { type FormState, linkPage } from './link-page.ts';
import { approvalPage } from './page.ts';
import { requestsPage } from './requests-page.ts';

/** The page of all requests. It is the answer to a form, because its session must not be in a URL. */
const listOf =
  (context: RequestsContext) =>
  async (opened: OpenedApproval, session: string, state: FormState<RequestForm> = {}) =>
    requestsPage({ ...(await readRequests(context)(opened)), token: opened.token, session, ...state });

/** Decides on one request, and shows those that are left. What is wrong with the decision is shown above them. */
const decide =
  (context: RequestsContext) =>
  async (opened: OpenedApproval, form: RequestForm): Promise<Answer> => {
    await assertSession(context)(opened, form.session);
    const show = listOf(context);
    try {
      const { number } = await decideOnRequest(context)(opened, form);
      return htmlAnswer(200, await show(opened, form.session, { done: `your decision on ${number} was recorded` }));
    } catch (error) {
      return errorAnswer(error, (problem) => show(opened, form.session, { typed: form, problem }));
    }
  };

/** The approver's page, and that of all requests of an approver. */
export const pageEndpoints = (context: RequestsContext): readonly Endpoint[] => {
  const read = readApproval(context);
  const page = linkPage<OpenedApproval, DecisionForm>({
    title: 'Approval',
    follow: followLink(context),
    render: async (opened, state) => {
      const view = await read(opened, state.typed?.digest);
      return { status: view.closed?.kind === 'gone' ? 410 : 200, body: approvalPage({ view, token: opened.token, ...state }) };
    },
  });
  const toPage = ({ token }: { readonly token: string }): string => `/approvals/${token}`;
  return [
    on(contract.readApprovalPage, page.show),
    on(contract.mailApprovalCode, (form) => page.stay(form, codeMailed, mailApprovalCode(context))),
    on(contract.decideByApprovalPage, (form) =>
      page.leave(form, toPage(form.params), (opened) => decideByLink(context)(opened, form.body)),
    ),
    on(contract.askByApprovalPage, (form) => page.leave(form, toPage(form.params), (opened) => askByLink(context)(opened, form.body))),
    on(contract.mailRequestsCode, (form) => page.stay(form, codeMailed, mailRequestsCode(context))),
    on(contract.openRequests, (form) =>
      page.answer(form, async (opened) =>
        htmlAnswer(200, await listOf(context)(opened, await openRequests(context)(opened, form.body.code))),
      ),
    ),
    on(contract.decideOnRequest, ({ params, headers, body }) =>
      page.answer({ params, headers, body: emptyForm }, (opened) => decide(context)(opened, body)),
    ),
  ];
};
