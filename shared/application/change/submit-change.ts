import { actorOf, type Caller } from '../../domain/access.ts';
import type { AssessingChange, Change, ChangeWindow, DraftChange } from '../../domain/change/change.ts';
import { fitFor, moved } from '../../domain/change/change-transitions.ts';
import { conflict } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { findFreezes } from '../calendar/find-freezes.ts';
import { nameReferences } from '../naming/name-references.ts';
import { type ApprovalWrites, approvalFields, approvalWrites } from './ask-for-approval.ts';
import { assessFields } from './assess-fields.ts';
import { withResponsible } from './change-authors.ts';
import { assertPart, type ChangeContext, type SubmitContext } from './context.ts';
import { findConflicts } from './find-conflicts.ts';
import { requesterOf, windowFault } from './settle-fields.ts';

/** The result of a submission: the change, the writes of the frozen scope, which come first, and the writes that go with the change. */
interface Submission extends ApprovalWrites {
  readonly change: AssessingChange;
}

/** The message names no number: a change that is created and submitted in one call is not stored if it is refused. */
const windowRequired =
  'a change needs a window before it is submitted, such as {"start": "2026-11-28T22:00:00Z", "end": "2026-11-29T00:00:00Z"}';

/** The window of a change that is submitted now. @throws DomainError conflict if it has none, or if it is not valid any more */
const windowOf = ({ clock }: ChangeContext, change: DraftChange): ChangeWindow => {
  if (!change.window) throw conflict('change/window-required', windowRequired, '/window');
  const fault = windowFault(change.window, clock.now());
  if (fault) throw conflict(fault.code, fault.detail, fault.pointer);
  return change.window;
};

/** The people of a draft. Who submits a draft that Quiesce made becomes its requester, and implements it unless somebody else does. */
const submitters = async (
  context: ChangeContext,
  draft: DraftChange,
  caller: Caller,
): Promise<Pick<AssessingChange, 'requester' | 'implementer'>> => {
  const requester = draft.requester ?? (await requesterOf(context)(caller, undefined));
  return { requester, implementer: draft.implementer ?? requester };
};

/**
 * Checks a draft and prepares its submission (H1): window, approvers, conflicts, scope and risk. It writes nothing. The caller freezes the
 * scope: it writes the chunks of the scope first, and then the change with their digest.
 * @throws DomainError conflict if the draft cannot be submitted
 */
export const judgeSubmission =
  (context: SubmitContext) =>
  async (found: DraftChange, caller: Caller): Promise<Submission> => {
    const { clock, ids } = context;
    const people = await submitters(context, found, caller);
    const draft = { ...found, ...people };
    const window = windowOf(context, draft);
    const assessment = await assessFields(context)({ ...draft, ...withResponsible(draft, caller) });
    const windowId = ids.next();
    const { start, end, suppress } = window;
    const [freeze] = await findFreezes(context)(await context.calendars.rules(), assessment.items, window);
    if (freeze) throw conflict('change/conflict', `${freeze.detail}; choose another time, such as one of GET /v1/slots`, '/window');
    const conflicts = await findConflicts(context)({ window: windowId, items: assessment.items, start, end, suppress });
    const [first] = conflicts;
    if (first) throw conflict('change/conflict', `${first.number} is scheduled on one of the same CIs at that time`, '/window');

    const now = clock.now();
    const asked = approvalFields({ ...assessment, revision: draft.revision, window, windowId }, now);
    const change = moved(draft, 'submit', { ...asked, ...people, submittedAt: now, ...withResponsible(draft, caller) }, now);
    return { change, ...approvalWrites(context, change, { scope: assessment.scope, actor: actorOf(caller) }) };
  };

/**
 * Submits a draft. If the submission is refused, the draft does not change.
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
      const { change, scope, writes } = await judgeSubmission(context)(draft, caller);
      if (dryRun) return change;
      await store.writeOnce(scope);
      await nameReferences(context)('change', change, draft);
      await store.commit([...changes.save(change, draft), ...writes]);
      return change;
    });
