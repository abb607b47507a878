import { actorOf, type Caller } from '../../domain/access.ts';
import type { AssessingChange, Change, DraftChange } from '../../domain/change/change.ts';
import type { ChangeDraft } from '../../domain/change/change-fields.ts';
import { isApprovedByPolicy } from '../../domain/change/change-guards.ts';
import { asNew } from '../../domain/change/change-transitions.ts';
import { newDraft } from '../../domain/change/new-draft.ts';
import { conflict } from '../../domain/errors.ts';
import type { Write } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { withTemplate } from '../change-template/use-template.ts';
import { storeNaming } from '../naming/name-references.ts';
import { assessChange } from './assess-change.ts';
import { assertPart, changeEvent, type SubmitContext } from './context.ts';
import { requesterOf, settleFields } from './settle-fields.ts';
import { assertBegun, startChange } from './start-change.ts';
import { assertOnCall } from './start-emergency.ts';
import { prepareSubmission, submissionInTime } from './submit-change.ts';
import { takenReference } from './taken-reference.ts';

/**
 * Checks that a change which is submitted now can be started in the same request.
 * @throws DomainError conflict `change/not-approved`, `change/too-early`; forbidden `change/not-yours`, `change/not-on-call`
 */
const assertStartable = async (context: SubmitContext, change: AssessingChange, caller: Caller): Promise<void> => {
  if (change.type === 'emergency' && !isApprovedByPolicy(change)) return assertOnCall(context, change, caller);
  assertPart(change, caller, 'requester', 'implementer');
  if (!isApprovedByPolicy(change))
    throw conflict(
      'change/not-approved',
      `the policy ${change.pinned.policy} asks for approval: submit the change without "start"`,
      '/start',
    );
  assertBegun(context, change);
};

/** The submission of a new draft. The result of a start or of a dry run is waited for, and a start must be possible at once. */
const submissionOf = async (
  context: SubmitContext,
  draft: DraftChange,
  caller: Caller,
  { start, dryRun }: { readonly start: boolean; readonly dryRun: boolean },
) => {
  if (!start && !dryRun) return submissionInTime(context)(draft, caller);
  const submission = await prepareSubmission(context)(draft, caller, start);
  if (start) await assertStartable(context, submission.change, caller);
  return submission;
};

/** The client that requests a change, and who is responsible for it (P2). */
const clientParts = (caller: Caller) => (caller.kind === 'client' ? { client: caller.id, responsibles: [caller.responsible] } : {});

/** What a patch schedule says about a change that it raises, beside the request. */
export type RaisedParts = Partial<Pick<Change, 'type' | 'standingFor' | 'externalReference' | 'authors' | 'responsibles'>>;

/**
 * Creates a change: a draft, with `submit: true` a change that is submitted at once, or with `start: true` one that is in work at once, because
 * nobody has to approve it, or because it is an emergency and the caller is on call (H7). If the submission or the start is refused, no draft is
 * stored.
 * @param raised what a patch schedule adds to the request
 * @throws DomainError invalid with pointers; conflict `change/external-reference-taken`, `change/not-approved`, and all errors of
 * `judgeSubmission`
 */
export const requestChange =
  (context: SubmitContext) =>
  async (request: ChangeDraft, caller: Caller, dryRun = false, raised: RaisedParts = {}): Promise<Change> => {
    const { changes, clock, ids, store } = context;
    const commit = (change: Change, writes: readonly Write[]): Promise<void> =>
      storeNaming(context)('change', change, () => commitUnique(store, 'change', writes, takenReference(context, change)));
    const { fields, parts } = await withTemplate(context)(request);
    const requester = await requesterOf(context)(caller, fields.onBehalfOf);
    const settled = await settleFields(context)(fields, requester);
    const now = clock.now();
    const number = dryRun ? 'CHG-dry-run' : await changes.nextNumber();
    const draft = newDraft({ ...settled, ...parts, requester, ...clientParts(caller), ...raised }, { id: ids.next(), number, now });
    const requested = changeEvent(context, 'ChangeRequested', { change: draft, actor: actorOf(caller) });
    if (!request.submit && !request.start) {
      if (!dryRun) await commit(draft, [...changes.save(draft), requested]);
      return draft;
    }
    const submission = await submissionOf(context, draft, caller, { ...request, dryRun });
    if (dryRun) return submission.change;
    const submitted = asNew(submission.change);
    await store.writeOnce(submission.scope);
    await commit(submitted, [...changes.save(submitted), requested, ...submission.writes]);
    if (!request.start) return submitted;
    await assessChange(context)(submitted.id);
    return startChange(context)(submitted.id, caller);
  };
