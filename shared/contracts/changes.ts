import * as z from 'zod';
import { decisionChoices, longestReason } from '../domain/approval/approval.ts';
import { ChangeDraft, ChangePatch, ItemOutcome } from '../domain/change/change-fields.ts';
import { changeStatuses, changeTypes, outcomes, risks } from '../domain/change/change-values.ts';
import { lazily } from '../domain/lazily.ts';
import { ExactLine, Passage, Remark } from '../domain/text.ts';
import { Reference, Time } from '../domain/values.ts';
import { mostNamedItems } from '../domain/window/mask.ts';
import { fieldErrors, revisionErrors, submissionErrors } from './change-errors.ts';
import { readApprovals, readChangeAlerts, readChangeEvents } from './change-history.ts';
import { ChangeView } from './change-view.ts';
import { type Contract, route } from './contract.ts';
import { pageOf, pageQuery } from './paging.ts';

const requesters = ['change-requester', 'change-manager'] as const;
const notFound = { 404: ['change/not-found'] } as const;

/** Errors of the outcomes of a finished change. */
const outcomeErrors = ['change/outcome-doubled', 'change/outcome-foreign', 'change/outcome-missing', 'item/unknown'];
/** Errors of actions that only the people of the change and change managers may take. Any valid token can call them. */
const restricted = { ...notFound, 403: ['change/not-yours'] } as const;

/** The values of the filter `needs`: the next step that a change needs. */
export const needs = ['approval', 'start', 'finish', 'review'] as const;

export const requestChange = route({
  name: 'requestChange',
  method: 'POST',
  path: '/v1/changes',
  summary: 'Request a change as a draft; with submit: true, it is submitted in the same call',
  access: requesters,
  body: ChangeDraft,
  success: { status: 201, schema: ChangeView },
  problems: { 400: fieldErrors, 409: ['change/external-reference-taken', ...submissionErrors] },
  idempotent: true,
  dryRun: true,
  passing: true,
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
      requester: Reference().optional(),
      number: ExactLine().optional(),
      needs: z.enum(needs).optional(),
      from: Time().optional(),
      to: Time().optional(),
      updatedSince: Time().optional(),
    }),
  ),
  success: { status: 200, schema: lazily(() => pageOf(ChangeView())) },
  problems: { 400: ['item/unknown', 'person/unknown'] },
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
  summary: 'Edit a change by merge patch: all fields of a draft, afterwards title and links; a new plan asks for approval again',
  access: requesters,
  body: ChangePatch,
  success: { status: 200, schema: ChangeView },
  problems: {
    ...restricted,
    400: fieldErrors,
    409: ['change/not-open', 'change/not-draft', 'change/too-many-revisions', 'change/external-reference-taken', ...revisionErrors],
    413: ['change/edit-too-large'],
  },
  ifMatch: true,
});

/** An action on one change: `POST /v1/changes/{id}/<verb>`, answered with the change. */
const action = <const Path extends string, const Name extends string, const Extra extends Partial<Contract>>(
  name: Name,
  verb: Path,
  summary: string,
  extra: Extra,
) =>
  route({
    name,
    method: 'POST',
    path: `/v1/changes/{id}/${verb}` as '/v1/changes/{id}/verb',
    summary,
    access: 'signed-in',
    success: { status: 200, schema: ChangeView },
    idempotent: true,
    ...extra,
  });

const Reason = lazily(() => z.strictObject({ reason: Remark(longestReason) }));
const OptionalReason = lazily(() => z.strictObject({ reason: Remark(longestReason).optional() }));

export const submitChange = action('submitChange', 'submit', 'Submit a draft for assessment and approval', {
  problems: { ...restricted, 409: ['change/not-draft', ...submissionErrors] },
  dryRun: true,
  passing: true,
});
export const cancelChange = action('cancelChange', 'cancel', 'Cancel a change; its window is withdrawn at once', {
  body: Reason,
  problems: { ...restricted, 409: ['change/not-open'] },
});
export const holdChange = action('holdChange', 'hold', 'Put a change on hold', {
  body: OptionalReason,
  problems: { ...restricted, 409: ['change/not-scheduled', 'change/on-hold', 'change/too-many-holds'] },
});
export const resumeChange = action('resumeChange', 'resume', 'Resume a change that is on hold', {
  problems: { ...restricted, 409: ['change/not-scheduled', 'change/not-on-hold'] },
});
export const startChange = action('startChange', 'start', 'Start the work on a change', {
  problems: { ...restricted, 409: ['change/not-scheduled', 'change/too-early', 'change/on-hold'] },
});
export const finishChange = action('finishChange', 'finish', 'Finish the work on a change, with its outcomes', {
  body: lazily(() =>
    z
      .strictObject({
        outcome: z.enum(outcomes).optional(),
        outcomes: z.array(ItemOutcome()).min(1).max(mostNamedItems).optional(),
        actualStart: Time().optional(),
        actualEnd: Time().optional(),
      })
      .refine(({ outcome, outcomes: itemOutcomes }) => outcome !== undefined || itemOutcomes !== undefined, {
        path: ['outcomes'],
        message: 'needs an outcome for all items, or one for each item',
      })
      .meta({ id: 'Finish' }),
  ),
  problems: {
    ...restricted,
    400: [...outcomeErrors, 'change/end-before-start', 'change/outside-window'],
    409: ['change/not-implementing'],
  },
});
export const reviewChange = action('reviewChange', 'review', 'Review and close a change', {
  access: ['change-manager'],
  body: lazily(() => z.strictObject({ note: Remark(10_000) })),
  problems: { ...notFound, 403: ['change/own-review', 'change/persons-only'], 409: ['change/not-in-review'] },
});
export const decideOnChange = action('decideOnChange', 'decisions', 'Decide on a change: approve, reject or abstain', {
  body: lazily(() =>
    z
      .strictObject({
        decision: z.enum(decisionChoices),
        reason: Passage().max(longestReason).optional(),
        revision: z.int().min(1),
        digest: ExactLine()
          .max(100)
          .optional()
          .meta({ description: 'The digest of the change as you read it. If it is not the present one, the decision is refused' }),
      })
      .meta({ id: 'DecisionRequest' }),
  ),
  problems: {
    ...notFound,
    400: ['approval/reason-required'],
    403: ['approval/persons-only', 'approval/own-change', 'approval/implementer', 'approval/not-eligible'],
    409: ['change/not-awaiting-approval', 'approval/outdated-revision', 'approval/already-decided', 'change/on-hold'],
    410: ['approval/cancelled', 'approval/lapsed', 'approval/started', 'approval/deadline-passed'],
  },
});

export const changesRoutes = [
  requestChange,
  listChanges,
  readChange,
  editChange,
  submitChange,
  cancelChange,
  holdChange,
  resumeChange,
  startChange,
  finishChange,
  reviewChange,
  decideOnChange,
  readApprovals,
  readChangeEvents,
  readChangeAlerts,
];
