import * as z from 'zod';
import { ChangeDraft, ChangePatch } from '../domain/change/change-fields.ts';
import { changeStatuses, changeTypes, risks } from '../domain/change/change-values.ts';
import { lazily } from '../domain/lazily.ts';
import { ExactLine } from '../domain/text.ts';
import { Id, Reference, Time } from '../domain/values.ts';
import { approvalPolicyRoutes } from './approval-policies.ts';
import { resultsOf } from './bulk.ts';
import { changeActionRoutes } from './change-actions.ts';
import { changeCommentRoutes } from './change-comments.ts';
import { fieldErrors, notFound, restricted, revisionErrors, submissionErrors, templateErrors } from './change-errors.ts';
import { changeHistoryRoutes } from './change-history.ts';
import { previewChange } from './change-preview.ts';
import { changeTemplateRoutes } from './change-templates.ts';
import { ChangeView } from './change-view.ts';
import { mostEntries, route } from './contract.ts';
import { delegationRoutes } from './delegations.ts';
import { pageOf, pageQuery } from './paging.ts';
import { submitPatchSchedule } from './standing-approvals.ts';

const requesters = ['change-requester', 'change-manager'] as const;

/** The values of the filter `needs`: the next step that a change needs. */
export const needs = ['approval', 'start', 'finish', 'review', 'retrospective-approval'] as const;

export const requestChange = route({
  name: 'requestChange',
  method: 'POST',
  path: '/v1/changes',
  summary:
    'Request a change as a draft; submit: true also submits it, and start: true also starts it if nobody has to approve it, or in an emergency',
  access: requesters,
  body: ChangeDraft,
  success: { status: 201, schema: ChangeView },
  problems: {
    403: ['change/not-on-call'],
    400: [...fieldErrors, ...templateErrors, 'change/external-reference-reserved'],
    409: ['change/external-reference-taken', 'change/not-approved', 'change/too-early', ...submissionErrors],
  },
  idempotent: true,
  dryRun: true,
  passing: true,
});

export const requestChanges = route({
  name: 'requestChanges',
  method: 'POST',
  path: '/v1/changes/bulk',
  summary: 'Request up to 100 changes; each has a result of its own',
  access: requesters,
  body: lazily(() => z.strictObject({ entries: z.array(ChangeDraft()).min(1).max(mostEntries) })),
  entry: ChangeDraft,
  success: {
    status: 200,
    schema: resultsOf(() => ({ change: Id().optional(), number: z.string().optional(), title: z.string().optional() })),
  },
  idempotent: true,
  dryRun: true,
  bodyLimit: 2 * 1_024 * 1_024,
});

export const listChanges = route({
  name: 'listChanges',
  method: 'GET',
  path: '/v1/changes',
  summary: 'List changes, filtered by status and other fields',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({
      ...pageQuery(),
      status: z.enum(changeStatuses).optional(),
      type: z.enum(changeTypes).optional(),
      risk: z.enum(risks).optional(),
      item: Reference().optional(),
      service: Reference().optional(),
      team: Reference().optional(),
      requester: Reference().optional(),
      number: ExactLine().optional(),
      needs: z.enum(needs).optional(),
      from: Time().optional(),
      to: Time().optional(),
      updatedSince: Time().optional(),
    }),
  ),
  success: { status: 200, schema: lazily(() => pageOf(ChangeView())) },
  problems: { 400: ['item/unknown', 'service/unknown', 'team/unknown', 'person/unknown'] },
});

export const readChange = route({
  name: 'readChange',
  method: 'GET',
  path: '/v1/changes/{id}',
  summary: 'Read a change; the answer has Retry-After while the change is in a temporary state',
  access: 'signed-in',
  success: { status: 200, schema: ChangeView },
  problems: notFound,
  passing: true,
});

export const editChange = route({
  name: 'editChange',
  method: 'PATCH',
  path: '/v1/changes/{id}',
  summary: 'Edit a change by merge patch: all fields of a draft; afterwards, a material edit asks for approval again (H6)',
  access: requesters,
  body: ChangePatch,
  success: { status: 200, schema: ChangeView },
  problems: {
    ...restricted,
    400: [...fieldErrors, 'change/template-fixed', 'change/external-reference-reserved'],
    409: [
      'change/not-open',
      'change/not-draft',
      'change/not-scheduled',
      'change/window-required',
      'change/conflict',
      'change/too-many-revisions',
      'change/external-reference-taken',
      ...revisionErrors,
    ],
    413: ['change/edit-too-large'],
  },
  ifMatch: true,
});

export const changesRoutes = [
  requestChange,
  requestChanges,
  listChanges,
  readChange,
  editChange,
  ...changeActionRoutes,
  previewChange,
  ...changeHistoryRoutes,
  ...changeCommentRoutes,
  ...approvalPolicyRoutes,
  ...changeTemplateRoutes,
  ...delegationRoutes,
  submitPatchSchedule,
];
