import { actorOf, type Caller } from '../../domain/access.ts';
import type { AssessingChange, Change, DraftChange, WalkingChange } from '../../domain/change/change.ts';
import { fitFor, moved } from '../../domain/change/change-transitions.ts';
import type { WorkflowRun } from '../../domain/change/workflow-run.ts';
import { onFreshRows } from '../../domain/store.ts';
import { nameReferences } from '../naming/name-references.ts';
import { type ApprovalWrites, approvalWrites, workflowWrites } from './ask-for-approval.ts';
import { withResponsible } from './change-authors.ts';
import { assertPart, type ChangeContext, type SubmitContext } from './context.ts';
import { judgeSubmission } from './judge-submission.ts';
import { requesterOf } from './settle-fields.ts';
import { OutlastedWalk, withPatience } from './walk-later.ts';

/** The result of a submission: the change, the writes of the frozen scope, which come first, and the writes that go with the change. */
interface Submission<Submitted> extends ApprovalWrites {
  readonly change: Submitted;
}

/**
 * The people of a draft, and those who are responsible for its client. Who submits a draft that Quiesce made becomes its requester, and
 * implements it unless somebody else does.
 */
const submitters = async (
  context: ChangeContext,
  draft: DraftChange,
  caller: Caller,
): Promise<Pick<AssessingChange, 'requester' | 'implementer' | 'responsibles'>> => {
  const requester = draft.requester ?? (await requesterOf(context)(caller, undefined));
  return { requester, implementer: draft.implementer ?? requester, ...withResponsible(draft, caller) };
};

/** The workflow of a draft whose last submission was refused after its request had been answered. */
const formerRun = async ({ changes }: SubmitContext, { id, refusal }: DraftChange): Promise<WorkflowRun | undefined> =>
  refusal && changes.run(id);

/**
 * Checks a draft and prepares its submission (H1). It writes nothing. The caller freezes the scope: it writes the chunks of the scope first, and
 * then the change with their digest.
 * `isStarting`: the work begins at once.
 * @throws DomainError conflict if the draft cannot be submitted
 */
export const prepareSubmission =
  (context: SubmitContext) =>
  async (draft: DraftChange, caller: Caller, isStarting = false): Promise<Submission<AssessingChange>> => {
    const people = await submitters(context, draft, caller);
    const { fields, assessment } = await judgeSubmission(context)({ ...draft, ...people }, isStarting);
    const now = context.clock.now();
    const change = moved(draft, 'submit', { ...fields, ...people, submittedAt: now, refusal: undefined }, now);
    const { scope, writes } = approvalWrites(context, change, assessment);
    const run = workflowWrites(context, change, { actor: actorOf(caller), former: await formerRun(context, draft) });
    return { change, scope, writes: [...writes, ...run] };
  };

/** A submission that is judged in the workflow. */
const deferredSubmission = async (context: SubmitContext, draft: DraftChange, caller: Caller): Promise<Submission<WalkingChange>> => {
  const people = await submitters(context, draft, caller);
  const now = context.clock.now();
  const { window } = draft;
  if (!window) throw new Error(`${draft.number}: a change without a window is refused before its scope is walked`);
  const asked = { ...people, window, submittedAt: now, refusal: undefined };
  const change = moved(draft, 'submit', { status: 'assessing', walking: true, ...asked }, now);
  const writes = workflowWrites(context, change, { actor: actorOf(caller), former: await formerRun(context, draft) });
  return { change, scope: [], writes };
};

/**
 * As `prepareSubmission`, as far as a request can wait for it. If the walk over the relations takes more than five seconds, the workflow judges the
 * submission (H1). An emergency is always judged at once, because its work does not wait (H7).
 * @throws DomainError conflict if the draft cannot be submitted
 */
export const submissionInTime =
  (context: SubmitContext) =>
  async (draft: DraftChange, caller: Caller): Promise<Submission<AssessingChange | WalkingChange>> => {
    if (draft.type === 'emergency') return prepareSubmission(context)(draft, caller);
    try {
      return await prepareSubmission(withPatience(context))(draft, caller);
    } catch (error) {
      if (!(error instanceof OutlastedWalk)) throw error;
      return deferredSubmission(context, draft, caller);
    }
  };

/**
 * Submits a draft. If the submission is refused, the draft does not change. A dry run always judges to the end.
 * @throws DomainError conflict `change/not-draft` and all errors of `judgeSubmission`; forbidden `change/not-yours`
 */
export const submitChange =
  (context: SubmitContext) =>
  (id: string, caller: Caller, dryRun = false) =>
    onFreshRows(async (): Promise<Change> => {
      const { changes, store } = context;
      const found = await changes.get(id);
      assertPart(found, caller, 'requester');
      const draft = fitFor(found, 'submit');
      if (dryRun) return (await prepareSubmission(context)(draft, caller)).change;
      const { change, scope, writes } = await submissionInTime(context)(draft, caller);
      await store.writeOnce(scope);
      await nameReferences(context)('change', change, draft);
      await store.commit([...changes.save(change, draft), ...writes]);
      return change;
    });
