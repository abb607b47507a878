import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { Id } from '../domain/values.ts';
import { answerByAcceptancePage, mailAcceptanceCode, readAcceptancePage } from './acceptances.ts';
import { ChangeView } from './change-view.ts';
import { route } from './contract.ts';
import { closedLink, formField, formType, mailedPage, noCodeMailed, refusedCode } from './mailed-pages.ts';
import { nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

const closed = {
  404: closedLink[404],
  409: ['approval/outdated-revision', 'approval/already-decided', 'change/not-awaiting-approval', 'change/on-hold'],
  410: ['approval/cancelled', 'approval/lapsed', 'approval/started', 'approval/deadline-passed', ...closedLink[410]],
};

/** Codes for a person who may not decide, or may no longer decide. The page answers them with 422, like all errors of its forms. */
const notEligible = [
  'approval/not-eligible',
  'approval/own-change',
  'approval/implementer',
  'approval/not-delegate',
  'approval/other-way',
  'approval/sign-in-required',
];

/** The fields of a decision in a form. */
const decisionFields = () => ({ decision: formField(), reason: formField(), revision: formField(), digest: formField() });

export const readApprovalPage = route({
  ...mailedPage,
  name: 'readApprovalPage',
  method: 'GET',
  path: '/approvals/{token}',
  summary: 'Show the page of an approval link; opening the page changes nothing',
  problems: { 404: closed[404], 410: closed[410] },
});

export const mailApprovalCode = route({
  ...mailedPage,
  name: 'mailApprovalCode',
  method: 'POST',
  path: '/approvals/{token}/code',
  summary: 'Mail a one-time code to the approver; the answer is the page with the values that were entered',
  body: lazily(() => z.object({ code: formField(), ...decisionFields(), question: formField() }).meta({ id: 'ApprovalForm' })),
  consumes: formType,
  problems: { ...closed, ...noCodeMailed, 422: notEligible },
});

export const decideByApprovalPage = route({
  ...mailedPage,
  name: 'decideByApprovalPage',
  method: 'POST',
  path: '/approvals/{token}/decision',
  summary: 'Decide with a one-time code; on an error, the answer is the page with the values that were entered',
  body: lazily(() => mailApprovalCode.body()),
  consumes: formType,
  success: { status: 303, contentType: 'text/html; charset=utf-8', description: 'The decision was recorded; redirect to the page' },
  problems: {
    ...closed,
    ...refusedCode,
    422: [
      ...refusedCode[422],
      'approval/decision-missing',
      'approval/reason-required',
      'approval/reason-too-long',
      'approval/reason-characters',
      ...notEligible,
    ],
  },
});

export const askByApprovalPage = route({
  ...mailedPage,
  name: 'askByApprovalPage',
  method: 'POST',
  path: '/approvals/{token}/question',
  summary: 'Ask a question about the change with a one-time code; on an error, the answer is the page with the values that were entered',
  body: lazily(() => mailApprovalCode.body()),
  consumes: formType,
  success: { status: 303, contentType: 'text/html; charset=utf-8', description: 'The question was asked; redirect to the page' },
  problems: {
    ...closed,
    ...refusedCode,
    422: [...refusedCode[422], 'approval/question-missing', 'approval/question-too-long', 'approval/question-characters', ...notEligible],
  },
});

/** Why the list of all requests of a person is closed. */
const closedRequests = { 404: closedLink[404], 410: ['approval/deadline-passed', ...closedLink[410]] };

export const mailRequestsCode = route({
  ...mailedPage,
  name: 'mailRequestsCode',
  method: 'POST',
  path: '/approvals/{token}/requests/code',
  summary: 'Mail a one-time code that opens all requests of the approver; the answer is the page',
  body: lazily(() => mailApprovalCode.body()),
  consumes: formType,
  problems: { ...closedRequests, ...noCodeMailed },
});

export const openRequests = route({
  ...mailedPage,
  name: 'openRequests',
  method: 'POST',
  path: '/approvals/{token}/requests',
  summary: 'Show all requests that await the approver, for 15 minutes after a one-time code; each decision is a request of its own',
  body: lazily(() => mailApprovalCode.body()),
  consumes: formType,
  problems: { ...closedRequests, ...refusedCode },
});

export const decideOnRequest = route({
  ...mailedPage,
  name: 'decideOnRequest',
  method: 'POST',
  path: '/approvals/{token}/requests/decision',
  summary: 'Decide on one of the requests; the answer is the list of those that are left',
  body: lazily(() =>
    z.object({ session: formField(), change: formField(), for: formField(), ...decisionFields() }).meta({ id: 'RequestForm' }),
  ),
  consumes: formType,
  problems: {
    404: [...closedLink[404], 'change/not-found'],
    403: refusedCode[403],
    409: closed[409],
    410: closed[410],
    422: [
      'link/session-over',
      'approval/decision-missing',
      'approval/reason-required',
      'approval/reason-too-long',
      'approval/reason-characters',
      ...notEligible,
    ],
  },
});

/** A change that awaits the decision of the caller. `for`: the person for whom the caller decides as a delegate (P3). `level`: the one asked now. */
const PendingApprovalView = lazily(() =>
  ChangeView()
    .extend({ level: z.int().min(1), for: Id().optional(), forName: nameView() })
    .meta({ id: 'PendingApproval' }),
);

export const listPendingApprovals = route({
  name: 'listPendingApprovals',
  method: 'GET',
  path: '/v1/approvals',
  summary: 'List changes that await your decision, also as a delegate, earliest deadline first',
  access: ['approver'],
  query: lazily(() => z.strictObject({ ...pageQuery(), status: z.enum(['pending']).default('pending') })),
  success: { status: 200, schema: lazily(() => pageOf(PendingApprovalView())) },
});

export const approvalRoutes = [
  readApprovalPage,
  mailApprovalCode,
  decideByApprovalPage,
  askByApprovalPage,
  mailRequestsCode,
  openRequests,
  decideOnRequest,
  listPendingApprovals,
  readAcceptancePage,
  mailAcceptanceCode,
  answerByAcceptancePage,
];
