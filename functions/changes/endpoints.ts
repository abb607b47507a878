import { assertAsked, decideOnChange } from '../../shared/application/approval/decide-on-change.ts';
import { assertDecided, withdrawDecision } from '../../shared/application/approval/withdraw-decision.ts';
import { cancelChange } from '../../shared/application/change/cancel-change.ts';
import { assertPart, type Part, type SubmitContext } from '../../shared/application/change/context.ts';
import { editChange } from '../../shared/application/change/edit-change.ts';
import { extendChange } from '../../shared/application/change/extend-change.ts';
import { finishChange } from '../../shared/application/change/finish-change.ts';
import { holdChange, resumeChange } from '../../shared/application/change/hold-change.ts';
import { type ListChangesContext, listChanges } from '../../shared/application/change/list-changes.ts';
import { assertOverrider, overrideConflict } from '../../shared/application/change/override-conflict.ts';
import { previewChange } from '../../shared/application/change/preview-change.ts';
import { readApprovals, readEvents, tallyOfChange } from '../../shared/application/change/read-change.ts';
import { readRecord } from '../../shared/application/change/read-record.ts';
import type { FailureContext } from '../../shared/application/change/record-failure-outages.ts';
import { reopenChange } from '../../shared/application/change/reopen-change.ts';
import { requestChange } from '../../shared/application/change/request-change.ts';
import { changeInPath } from '../../shared/application/change/resolve-change.ts';
import { reviewChange } from '../../shared/application/change/review-change.ts';
import { showChange, showChanges } from '../../shared/application/change/show-changes.ts';
import { startChange } from '../../shared/application/change/start-change.ts';
import { submitChange } from '../../shared/application/change/submit-change.ts';
import { showEvents } from '../../shared/application/event/show-events.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import { type SubmitScheduleContext, submitPatchSchedule } from '../../shared/application/patch-schedule/submit-patch-schedule.ts';
import * as actions from '../../shared/contracts/change-actions.ts';
import * as history from '../../shared/contracts/change-history.ts';
import { previewChange as previewContract } from '../../shared/contracts/change-preview.ts';
import * as contract from '../../shared/contracts/changes.ts';
import * as standing from '../../shared/contracts/standing-approvals.ts';
import type { Caller } from '../../shared/domain/access.ts';
import { type Change, isWalking } from '../../shared/domain/change/change.ts';
import type { ChangeDraft } from '../../shared/domain/change/change-fields.ts';
import type { HistoryRepository } from '../../shared/domain/history/history-repository.ts';
import type { MailRepository } from '../../shared/domain/mail/mail.ts';
import { accepted } from '../../shared/http/accepted.ts';
import { prefers } from '../../shared/http/accepted-type.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { htmlAnswer } from '../../shared/pages/html-answer.ts';
import { commentEndpoints } from './comment-endpoints.ts';
import { delegationEndpoints } from './delegation-endpoints.ts';
import { type PolicyAreaContext, policyEndpoints } from './policy-endpoints.ts';
import { recordPage } from './record-page.ts';
import { type TemplateAreaContext, templateEndpoints } from './template-endpoints.ts';

interface ChangesContext
  extends SubmitContext,
    ListChangesContext,
    NamesContext,
    Pick<PolicyAreaContext, 'approvalPolicies' | 'namings' | 'users' | 'classes'>,
    TemplateAreaContext {
  readonly outages: FailureContext['outages'];
  readonly patchSchedules: SubmitScheduleContext['patchSchedules'];
  readonly changeTemplates: TemplateAreaContext['changeTemplates'];
  readonly approvalPolicies: PolicyAreaContext['approvalPolicies'];
  readonly namings: PolicyAreaContext['namings'];
  readonly mails: Pick<MailRepository, 'troublesOf'>;
  readonly history: Pick<HistoryRepository, 'versions'>;
}

/**
 * How the entries of a bulk request for changes are handled: two on the same item, or with the same external reference, one after the other, so
 * that the first of them comes first.
 */
const requesting = {
  status: 201,
  exclusive: ({ items, externalReference }: ChangeDraft) => [...items, ...(externalReference ? [JSON.stringify(externalReference)] : [])],
  ofMade: (change: string | undefined) => ({ change }),
} as const;

/** The endpoints of changes, approval policies, change templates and delegations. */
export const changesEndpoints = (context: ChangesContext): readonly Endpoint[] => {
  const findChange = changeInPath(context);
  const idOf = async (reference: string): Promise<string> => (await findChange(reference)).id;
  /** Refuses a caller who has no part in the change of the path. */
  const assertPartIn =
    (...parts: readonly Part[]) =>
    async ({ params, caller }: { readonly params: { readonly id: string }; readonly caller: Caller }): Promise<void> =>
      assertPart(await findChange(params.id), caller, ...parts);
  const shown = showChange(context);
  /** A change as a response. The status `assessing` ends without a request, so Retry-After says when to read the change again. */
  const changeAnswer = async (change: Change, caller: Caller): Promise<Answer> =>
    new Answer(await shown(change, caller), change.status === 'assessing' ? { headers: { 'retry-after': '1' } } : {});
  /** A submitted change as a response. One whose walk goes on after the request is answered with 202 (H1). */
  const submissionAnswer = async (change: Change, caller: Caller): Promise<Answer> =>
    isWalking(change) ? accepted('/v1/changes', await shown(change, caller)) : changeAnswer(change, caller);
  const requestOne = (caller: Caller, dryRun: boolean) => async (draft: ChangeDraft) => {
    const { id, number, title } = await requestChange(context)(draft, caller, dryRun);
    return dryRun ? {} : { change: id, number, title };
  };
  return [
    ...commentEndpoints(context),
    on(standing.submitPatchSchedule, async ({ params, caller }) =>
      changeAnswer(await submitPatchSchedule(context)(params.id, caller), caller),
    ),
    on(contract.requestChange, async ({ body, caller, dryRun }) =>
      changeAnswer(await requestChange(context)(body, caller, dryRun), caller),
    ),
    on(contract.requestChanges, async ({ body, bulk, caller, dryRun }) => bulk(body.entries, requestOne(caller, dryRun), requesting)),
    on(contract.listChanges, async ({ query, caller }) => {
      const page = await listChanges(context)(pageRequest('changes', query), query);
      return pageAnswer('changes', query, { ...page, items: await showChanges(context)(page.items, caller) }, (change) => change);
    }),
    on(contract.readChange, async ({ params, caller }) => changeAnswer(await findChange(params.id), caller)),
    on(
      contract.editChange,
      async ({ params, body, ifMatch, caller }) =>
        shown(await editChange(context)(await idOf(params.id), body, { ifMatch, caller }), caller),
      assertPartIn('requester'),
    ),
    on(
      actions.submitChange,
      async ({ params, caller, dryRun }) => submissionAnswer(await submitChange(context)(await idOf(params.id), caller, dryRun), caller),
      assertPartIn('requester'),
    ),
    on(
      actions.cancelChange,
      async ({ params, body, caller }) => shown(await cancelChange(context)(await idOf(params.id), body.reason, caller), caller),
      assertPartIn('requester'),
    ),
    on(
      actions.holdChange,
      async ({ params, body, caller }) => shown(await holdChange(context)(await idOf(params.id), body.reason, caller), caller),
      assertPartIn('requester'),
    ),
    on(
      actions.resumeChange,
      async ({ params, caller }) => shown(await resumeChange(context)(await idOf(params.id), caller), caller),
      assertPartIn('requester'),
    ),
    on(
      actions.startChange,
      async ({ params, caller }) => shown(await startChange(context)(await idOf(params.id), caller), caller),
      assertPartIn('requester', 'implementer'),
    ),
    on(
      actions.finishChange,
      async ({ params, body, caller }) => shown(await finishChange(context)(await idOf(params.id), body, caller), caller),
      assertPartIn('requester', 'implementer'),
    ),
    on(
      actions.extendChange,
      async ({ params, body, caller }) => shown(await extendChange(context)(await idOf(params.id), body, caller), caller),
      assertPartIn('requester', 'implementer'),
    ),
    on(actions.reviewChange, async ({ params, body, caller }) =>
      shown(await reviewChange(context)(await idOf(params.id), body.note, caller), caller),
    ),
    on(actions.reopenChange, async ({ params, body, caller }) =>
      shown(await reopenChange(context)(await idOf(params.id), body, caller), caller),
    ),
    on(
      actions.decideOnChange,
      async ({ params, body, caller }) => shown(await decideOnChange(context)(await idOf(params.id), body, caller), caller),
      async ({ params, caller }) => assertAsked(context, await findChange(params.id), caller),
    ),
    on(
      actions.overrideConflict,
      async ({ params, body, caller }) => shown(await overrideConflict(context)(await idOf(params.id), body, caller), caller),
      async ({ caller }) => assertOverrider(caller),
    ),
    on(
      actions.withdrawDecision,
      async ({ params, body, caller }) =>
        shown(await withdrawDecision(context)(await idOf(params.id), { decision: params.decisionId, reason: body.reason }, caller), caller),
      async ({ params, caller }) => assertDecided(context)(await findChange(params.id), params.decisionId, caller),
    ),
    on(previewContract, async ({ params, caller }) => previewChange(context)(await findChange(params.id), caller)),
    on(history.readApprovals, async ({ params }) =>
      readApprovals({ ...context, mailTroubles: context.mails.troublesOf })(await findChange(params.id)),
    ),
    on(history.readChangeEvents, async ({ params, query, caller }) => {
      const list = `events of ${params.id}`;
      const page = await readEvents(context)(await findChange(params.id), pageRequest(list, query));
      return pageAnswer(list, query, { ...page, items: await showEvents(context)(page.items, caller) }, (event) => event);
    }),
    on(history.readChangeAlerts, async ({ params }) => tallyOfChange(context)(await findChange(params.id))),
    on(history.readChangeRecord, async (request) => {
      const { params, caller } = request;
      const record = await readRecord({ ...context, mailTroubles: context.mails.troublesOf })(await findChange(params.id), caller);
      return prefers(request, 'text/html') ? htmlAnswer(200, recordPage(record)) : record;
    }),
    ...policyEndpoints(context),
    ...templateEndpoints(context),
    ...delegationEndpoints(context),
  ];
};
