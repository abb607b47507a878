import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { ChangeView } from './change-view.ts';
import { route } from './contract.ts';
import { pageOf, pageQuery } from './paging.ts';

/**
 * The approver's page (P5): HTML outside `/v1`, with a token in its path. Unknown query parameters are ignored, because mail programs add
 * some.
 */
const page = {
  access: 'anyone',
  query: lazily(() => z.object({})),
  success: { status: 200, contentType: 'text/html; charset=utf-8' },
  explicitKey: true,
} as const;

const form = ['application/x-www-form-urlencoded'];
const field = () => z.string().default('');

const closed = {
  404: ['approval/unknown-link'],
  409: ['approval/outdated-revision', 'approval/already-decided', 'change/not-awaiting-approval', 'change/on-hold'],
  410: [
    'approval/cancelled',
    'approval/lapsed',
    'approval/started',
    'approval/deadline-passed',
    'approval/person-departed',
    'approval/address-changed',
  ],
};

/** Codes for a person who may not decide, or may no longer decide. The page answers them with 422, like all errors of its forms. */
const notEligible = ['approval/not-eligible', 'approval/own-change', 'approval/implementer'];

export const readApprovalPage = route({
  ...page,
  name: 'readApprovalPage',
  method: 'GET',
  path: '/approvals/{token}',
  summary: 'Show the page of an approval link; opening the page changes nothing',
  problems: { 404: closed[404], 410: closed[410] },
});

export const mailApprovalCode = route({
  ...page,
  name: 'mailApprovalCode',
  method: 'POST',
  path: '/approvals/{token}/code',
  summary: 'Mail a one-time code to the approver; the answer is the page with the values that were entered',
  body: lazily(() =>
    z.object({ code: field(), decision: field(), reason: field(), revision: field(), digest: field() }).meta({ id: 'ApprovalForm' }),
  ),
  consumes: form,
  problems: {
    ...closed,
    403: ['approval/cross-site'],
    422: notEligible,
    429: ['approval/too-many-codes'],
    503: ['mail/not-sent'],
  },
});

export const decideByApprovalPage = route({
  ...page,
  name: 'decideByApprovalPage',
  method: 'POST',
  path: '/approvals/{token}/decision',
  summary: 'Decide with a one-time code; on an error, the answer is the page with the values that were entered',
  body: lazily(() => mailApprovalCode.body()),
  consumes: form,
  success: { status: 303, contentType: 'text/html; charset=utf-8', description: 'The decision was recorded; redirect to the page' },
  problems: {
    ...closed,
    403: ['approval/cross-site'],
    422: [
      'approval/code-missing',
      'approval/no-code',
      'approval/wrong-code',
      'approval/decision-missing',
      'approval/reason-required',
      'approval/reason-too-long',
      'approval/reason-characters',
      ...notEligible,
    ],
    429: ['approval/too-many-tries'],
  },
});

export const listPendingApprovals = route({
  name: 'listPendingApprovals',
  method: 'GET',
  path: '/v1/approvals',
  summary: 'List changes that await your decision, earliest window first',
  access: ['approver'],
  query: lazily(() => z.strictObject({ ...pageQuery(), status: z.enum(['pending']).default('pending') })),
  success: { status: 200, schema: lazily(() => pageOf(ChangeView())) },
});

export const approvalRoutes = [readApprovalPage, mailApprovalCode, decideByApprovalPage, listPendingApprovals];
