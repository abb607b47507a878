import { actorOf, type Caller } from '../../domain/access.ts';
import { type AssessingChange, type Change, type ChangeIn, type ChangeWindow, mostRevisions } from '../../domain/change/change.ts';
import { moved } from '../../domain/change/change-transitions.ts';
import type { EditedFields } from '../../domain/change/edit-kind.ts';
import { conflict } from '../../domain/errors.ts';
import { withdrawWindow } from '../../domain/window/window-transitions.ts';
import { type ApprovalWrites, approvalFields, approvalWrites } from './ask-for-approval.ts';
import { assessFields } from './assess-fields.ts';
import { withAuthor } from './change-authors.ts';
import { changeEvent, type SubmitContext, windowWrites } from './context.ts';
import { findConflicts } from './find-conflicts.ts';

/** A change whose approval is asked for again after a material edit. */
type RevisableChange = ChangeIn<'assessing' | 'awaiting-approval' | 'scheduled'>;

/** The next revision, and its writes. They also withdraw the window of the revision before. */
interface Revision extends ApprovalWrites {
  readonly change: AssessingChange;
}

/** @throws DomainError conflict if the window has ended, or the change has too many revisions */
const assertRevisable = ({ number, revision, window }: RevisableChange, now: string): void => {
  if (now >= window.end)
    throw conflict('window/in-the-past', `the window of ${number} ended at ${window.end}: an edit cannot be approved any more`);
  if (revision >= mostRevisions)
    throw conflict('change/too-many-revisions', `${number} has ${revision} revisions, which is the most: request a new change`);
};

/** Whether the change occupies other items, or another time, than before. */
const isMoved = (before: RevisableChange, after: RevisableChange): boolean =>
  JSON.stringify([before.items, before.window]) !== JSON.stringify([after.items, after.window]);

/** @throws DomainError conflict `change/conflict` if another scheduled change has one of the CIs at the time of the new window */
const assertNoConflict = async (context: SubmitContext, { id }: Change, items: readonly string[], window: ChangeWindow): Promise<void> => {
  const { start, end, suppress } = window;
  const found = await findConflicts(context)({ window: '', items, start, end, suppress });
  const first = found.find(({ change }) => change !== id);
  if (first) throw conflict('change/conflict', `${first.number} is scheduled on one of the same CIs at that time`, '/window');
};

/**
 * Prepares the next revision of a change after a material edit (H6): its votes count no more, its window is withdrawn, and a new window
 * asks for approval. Scope, risk and approvers are those of now. It writes nothing: the caller commits everything in one transaction.
 * @throws DomainError conflict if the change could not be submitted as it is now
 */
export const reviseChange =
  (context: SubmitContext) =>
  async (change: RevisableChange, fields: EditedFields, caller: Caller): Promise<Revision> => {
    const { changes, windows, clock, ids } = context;
    const now = clock.now();
    assertRevisable(change, now);
    const { window: wanted = change.window, implementer = change.implementer } = fields;
    const edited = { ...change, ...fields, implementer, window: wanted, ...withAuthor(change, caller) };
    const assessment = await assessFields(context)(edited);
    // A change that only has another plan may go on waiting for the end of the change that blocks it (T8).
    if (isMoved(change, edited)) await assertNoConflict(context, change, assessment.items, wanted);
    const window = await windows.get(change.windowId);
    const former = await changes.run(change.id);
    // Nobody can answer before a start that has passed. The new revision can then be approved until the window ends (P4).
    const asked = approvalFields({ ...assessment, revision: change.revision + 1, window: wanted, windowId: ids.next() }, now);
    const next = moved(
      change,
      'revise',
      {
        ...fields,
        implementer,
        ...withAuthor(change, caller),
        ...asked,
        editedAt: now,
        scopeDifference: undefined,
        formerWindows: [...(change.formerWindows ?? []), change.windowId],
        agreedAt: undefined,
        conflicts: [],
        extension: undefined,
        scheduledAt: undefined,
        startedAt: undefined,
        remindedAt: undefined,
      },
      now,
    );
    const actor = actorOf(caller);
    const { scope, writes } = approvalWrites(context, next, { scope: assessment.scope, actor, former });
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
