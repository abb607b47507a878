import { actorOf, type Caller } from '../../domain/access.ts';
import { type AssessingChange, type ChangeIn, mostRevisions } from '../../domain/change/change.ts';
import { moved } from '../../domain/change/change-transitions.ts';
import type { EditableFields } from '../../domain/change/editable-fields.ts';
import { plannedWindow } from '../../domain/change/window-offer.ts';
import { conflict } from '../../domain/errors.ts';
import { withdrawWindow } from '../../domain/window/window-transitions.ts';
import { type ApprovalWrites, approvalFields, approvalWrites } from './ask-for-approval.ts';
import { assessFields } from './assess-fields.ts';
import { withAuthor } from './change-authors.ts';
import { changeEvent, type SubmitContext, windowWrites } from './context.ts';

/** A change whose approval is asked for again after an edit of its plan. */
type RevisableChange = ChangeIn<'assessing' | 'awaiting-approval' | 'scheduled' | 'implementing'>;

/** The next revision, and its writes. They also withdraw the window of the revision before. */
interface Revision extends ApprovalWrites {
  readonly change: AssessingChange;
}

/** @throws DomainError conflict if the window has ended, or the change has too many revisions */
const assertRevisable = ({ number, revision, window }: RevisableChange, now: string): void => {
  if (now >= window.end)
    throw conflict('window/in-the-past', `the window of ${number} ended at ${window.end}: a new plan cannot be approved any more`, '/plan');
  if (revision >= mostRevisions)
    throw conflict('change/too-many-revisions', `${number} has ${revision} revisions, which is the most: request a new change`, '/plan');
};

/**
 * Prepares the next revision of a change whose plan was edited (H6): its votes count no more, its window is withdrawn, and a new window
 * asks for approval. Scope, risk and approvers are those of now. It writes nothing: the caller commits everything in one transaction.
 * @throws DomainError conflict if the change could not be submitted as it is now
 */
export const reviseChange =
  (context: SubmitContext) =>
  async (change: RevisableChange, fields: EditableFields, caller: Caller): Promise<Revision> => {
    const { changes, windows, clock, ids } = context;
    const now = clock.now();
    assertRevisable(change, now);
    const edited = { ...change, ...fields, ...withAuthor(change, caller) };
    const assessment = await assessFields(context)(edited);
    const window = await windows.get(change.windowId);
    const former = await changes.run(change.id);
    // Nobody can answer before a start that has passed. The new revision can then be approved until the window ends (P4).
    const asked = approvalFields(
      { ...assessment, revision: change.revision + 1, window: plannedWindow(change.window, now), windowId: ids.next() },
      now,
    );
    const next = moved(
      change,
      'revise',
      {
        ...fields,
        ...withAuthor(change, caller),
        ...asked,
        editedAt: now,
        scopeDifference: undefined,
        formerWindows: [...(change.formerWindows ?? []), change.windowId],
        agreedAt: undefined,
        conflicts: [],
        overrides: undefined,
        scheduledAt: undefined,
        startedAt: undefined,
        remindedAt: undefined,
      },
      now,
    );
    const actor = actorOf(caller);
    const { scope, writes } = approvalWrites(context, next, { ...assessment, actor, former });
    return {
      change: next,
      scope,
      writes: [
        ...windowWrites(context, withdrawWindow(window, now), { change, actor }),
        changeEvent(context, 'WindowWithdrawn', { change, actor }),
        ...writes,
      ],
    };
  };
