import * as z from 'zod';
import { decisionChoices, longestReason } from '../domain/approval/approval.ts';
import { Evidence } from '../domain/approval/evidence.ts';
import { ItemOutcome } from '../domain/change/change-fields.ts';
import { outcomes } from '../domain/change/change-values.ts';
import { AnyConflictKind } from '../domain/change/conflict.ts';
import { lazily } from '../domain/lazily.ts';
import { ExactLine, Passage, Remark } from '../domain/text.ts';
import { Reference, Time } from '../domain/values.ts';
import { mostNamedItems } from '../domain/window/mask.ts';
import { assessmentErrors, extensionErrors, notFound, restricted, submissionErrors } from './change-errors.ts';
import { ChangeView } from './change-view.ts';
import { type Contract, route } from './contract.ts';

/** Errors of the outcomes of a finished change. */
const namedErrors = ['change/outcome-foreign', 'item/unknown', 'service/unknown', 'change/service-unrelated'];
const outcomeErrors = ['change/outcome-doubled', 'change/outcome-missing', ...namedErrors];
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
  success: { status: 200, schema: ChangeView, later: ChangeView, laterBecause: 'Its assessment takes long, and goes on in the background' },
  problems: { ...restricted, 409: ['change/not-draft', ...submissionErrors] },
  dryRun: true,
  passing: true,
});
export const cancelChange = action('cancelChange', 'cancel', 'Cancel a change; its window is withdrawn at once', {
  body: Reason,
  problems: { ...restricted, 409: ['change/not-open', 'change/started-unapproved'] },
});
export const holdChange = action('holdChange', 'hold', 'Put a change on hold', {
  body: OptionalReason,
  problems: { ...restricted, 409: ['change/not-scheduled', 'change/on-hold', 'change/too-many-holds'] },
});
export const resumeChange = action('resumeChange', 'resume', 'Resume a change that is on hold', {
  problems: { ...restricted, 409: ['change/not-scheduled', 'change/not-on-hold'] },
});
export const startChange = action(
  'startChange',
  'start',
  'Start the work on a change; a person on call may start an emergency before its approval',
  {
    problems: {
      ...notFound,
      403: ['change/not-yours', 'change/not-on-call'],
      409: ['change/not-scheduled', 'change/too-early', 'change/on-hold', 'change/conflict'],
    },
  },
);
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
export const extendChange = action(
  'extendChange',
  'extend',
  'Ask for a later end of the window; it stays as it is until that is approved',
  {
    body: lazily(() => z.strictObject({ end: Time(), reason: Remark(longestReason) }).meta({ id: 'Extend' })),
    problems: {
      ...restricted,
      400: ['window/not-longer', 'window/too-long'],
      409: extensionErrors,
    },
  },
);
export const reviewChange = action('reviewChange', 'review', 'Review and close a change', {
  access: ['change-manager'],
  body: lazily(() => z.strictObject({ note: Remark(10_000) })),
  problems: { ...notFound, 403: ['change/own-review', 'change/persons-only'], 409: ['change/not-in-review', 'change/approval-awaited'] },
});
export const reopenChange = action('reopenChange', 'reopen', 'Correct outcomes of a closed change, which then needs a review again', {
  access: ['change-manager'],
  body: lazily(() =>
    z
      .strictObject({ outcomes: z.array(ItemOutcome()).min(1).max(mostNamedItems), reason: Remark(longestReason) })
      .meta({ id: 'OutcomeCorrection' }),
  ),
  problems: {
    ...notFound,
    400: ['change/outcome-unchanged', ...namedErrors],
    409: ['change/not-closed', 'change/never-started', 'change/imported'],
  },
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
        for: Reference().optional(),
        evidence: Evidence().optional(),
      })
      .meta({ id: 'DecisionRequest' }),
  ),
  problems: {
    ...notFound,
    400: ['approval/reason-required', 'approval/evidence-required', 'approval/not-external', 'person/unknown'],
    403: [
      'approval/persons-only',
      'approval/own-change',
      'approval/implementer',
      'approval/not-eligible',
      'approval/other-way',
      'approval/not-delegate',
    ],
    409: ['change/not-awaiting-approval', 'approval/outdated-revision', 'approval/already-decided', 'change/on-hold'],
    410: ['approval/cancelled', 'approval/lapsed', 'approval/started', 'approval/deadline-passed'],
  },
});

export const withdrawDecision = route({
  name: 'withdrawDecision',
  method: 'POST',
  path: '/v1/changes/{id}/decisions/{decisionId}/withdraw',
  summary: 'Withdraw your own decision before the start; without enough approvals, the window is withdrawn at once',
  access: 'signed-in',
  body: Reason,
  success: { status: 200, schema: ChangeView },
  problems: {
    404: ['change/not-found', 'decision/not-found'],
    403: ['approval/not-yours'],
    409: ['approval/already-withdrawn', 'change/not-awaiting-approval'],
    410: ['approval/cancelled', 'approval/lapsed', 'approval/started'],
  },
  idempotent: true,
});

export const overrideConflict = action('overrideConflict', 'override', 'Override conflicts of a change, with a reason', {
  body: lazily(() =>
    z
      .strictObject({
        conflict: AnyConflictKind(),
        reason: Remark(longestReason),
        change: Reference().optional().meta({ description: 'Only the conflict with this change, by id or number' }),
      })
      .meta({ id: 'ConflictOverrideRequest' }),
  ),
  problems: {
    ...notFound,
    403: ['change/persons-only', 'change/own-override', 'change/may-not-override'],
    409: ['change/not-open', 'change/no-such-conflict', 'change/too-many-overrides', ...assessmentErrors],
  },
});

/** What can be done with a change. */
export const changeActionRoutes = [
  submitChange,
  cancelChange,
  holdChange,
  resumeChange,
  startChange,
  finishChange,
  extendChange,
  reviewChange,
  decideOnChange,
  withdrawDecision,
  overrideConflict,
  reopenChange,
];
