import { assertAsked, decideOnChange } from '../../shared/application/approval/decide-on-change.ts';
import { cancelChange } from '../../shared/application/change/cancel-change.ts';
import { assertPart, type Part, type SubmitContext } from '../../shared/application/change/context.ts';
import { editChange } from '../../shared/application/change/edit-change.ts';
import { finishChange } from '../../shared/application/change/finish-change.ts';
import { holdChange, resumeChange } from '../../shared/application/change/hold-change.ts';
import { listChanges } from '../../shared/application/change/list-changes.ts';
import { readApprovals, readEvents, tallyOfChange } from '../../shared/application/change/read-change.ts';
import { requestChange } from '../../shared/application/change/request-change.ts';
import { changeInPath } from '../../shared/application/change/resolve-change.ts';
import { reviewChange } from '../../shared/application/change/review-change.ts';
import { startChange } from '../../shared/application/change/start-change.ts';
import { submitChange } from '../../shared/application/change/submit-change.ts';
import * as historyContract from '../../shared/contracts/change-history.ts';
import * as contract from '../../shared/contracts/changes.ts';
import type { Caller } from '../../shared/domain/access.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import { changeView } from '../../shared/domain/change/change-view.ts';
import type { MailRepository } from '../../shared/domain/mail/mail.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';

/** A change as a response. The status `assessing` ends without a request, so Retry-After says when to read the change again. */
const changeAnswer = (change: Change): Answer =>
  new Answer(changeView(change), change.status === 'assessing' ? { headers: { 'retry-after': '1' } } : {});

interface ChangesContext extends SubmitContext {
  readonly mails: Pick<MailRepository, 'bouncedOf'>;
  readonly monitors: Parameters<typeof tallyOfChange>[0]['monitors'];
}

/** The endpoints of changes. */
export const changesEndpoints = (context: ChangesContext): readonly Endpoint[] => {
  const findChange = changeInPath(context);
  const idOf = async (reference: string): Promise<string> => (await findChange(reference)).id;
  /** Refuses a caller who has no part in the change of the path. */
  const assertPartIn =
    (...parts: readonly Part[]) =>
    async ({ params, caller }: { readonly params: { readonly id: string }; readonly caller: Caller }): Promise<void> =>
      assertPart(await findChange(params.id), caller, ...parts);
  return [
    on(contract.requestChange, async ({ body, caller, dryRun }) => changeAnswer(await requestChange(context)(body, caller, dryRun))),
    on(contract.listChanges, async ({ query }) =>
      pageAnswer('changes', query, await listChanges(context)(pageRequest('changes', query), query), changeView),
    ),
    on(contract.readChange, async ({ params }) => changeAnswer(await findChange(params.id))),
    on(
      contract.editChange,
      async ({ params, body, ifMatch, caller }) => changeView(await editChange(context)(await idOf(params.id), body, { ifMatch, caller })),
      assertPartIn('requester'),
    ),
    on(contract.submitChange, async ({ params, caller, dryRun }) =>
      changeAnswer(await submitChange(context)(await idOf(params.id), caller, dryRun)),
    ),
    on(
      contract.cancelChange,
      async ({ params, body, caller }) => changeView(await cancelChange(context)(await idOf(params.id), body.reason, caller)),
      assertPartIn('requester'),
    ),
    on(
      contract.holdChange,
      async ({ params, body, caller }) => changeView(await holdChange(context)(await idOf(params.id), body.reason, caller)),
      assertPartIn('requester'),
    ),
    on(contract.resumeChange, async ({ params, caller }) => changeView(await resumeChange(context)(await idOf(params.id), caller))),
    on(contract.startChange, async ({ params, caller }) => changeView(await startChange(context)(await idOf(params.id), caller))),
    on(
      contract.finishChange,
      async ({ params, body, caller }) => changeView(await finishChange(context)(await idOf(params.id), body, caller)),
      assertPartIn('requester', 'implementer'),
    ),
    on(contract.reviewChange, async ({ params, body, caller }) =>
      changeView(await reviewChange(context)(await idOf(params.id), body.note, caller)),
    ),
    on(
      contract.decideOnChange,
      async ({ params, body, caller }) => changeView(await decideOnChange(context)(await idOf(params.id), body, caller)),
      async ({ params, caller }) => assertAsked(await findChange(params.id), caller),
    ),
    on(historyContract.readApprovals, async ({ params }) =>
      readApprovals({ ...context, bouncedMails: context.mails.bouncedOf })(await findChange(params.id)),
    ),
    on(historyContract.readChangeEvents, async ({ params, query }) => {
      const list = `events of ${params.id}`;
      return pageAnswer(list, query, await readEvents(context)(await findChange(params.id), pageRequest(list, query)), (event) => event);
    }),
    on(historyContract.readChangeAlerts, async ({ params }) => tallyOfChange(context)(await findChange(params.id))),
  ];
};
