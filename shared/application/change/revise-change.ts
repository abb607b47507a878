import { actorOf, type Caller } from '../../domain/access.ts';
import type { AssessingChange, ChangeIn } from '../../domain/change/change.ts';
import { moved } from '../../domain/change/change-transitions.ts';
import { mostRevisions } from '../../domain/change/change-values.ts';
import { isBlocking } from '../../domain/change/conflict.ts';
import type { EditedFields } from '../../domain/change/edit-kind.ts';
import { nextRevision } from '../../domain/change/extension.ts';
import { isOffer, plannedWindow, requestedTimes } from '../../domain/change/window-offer.ts';
import { conflict } from '../../domain/errors.ts';
import { type ApprovalWrites, approvalFields, approvalWrites, workflowWrites } from './ask-for-approval.ts';
import { type Assessment, assessFields } from './assess-fields.ts';
import { withAuthorNow } from './change-authors.ts';
import { changeEvent, type SubmitContext, withdrawWrites } from './context.ts';
import { findConflicts, reservationOf } from './find-conflicts.ts';

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
  JSON.stringify([before.items, requestedTimes(before)]) !== JSON.stringify([after.items, requestedTimes(after)]);

/**
 * A window of a length is compared with others when its work starts (T8).
 * @throws DomainError conflict `change/conflict` if something blocks the change at the time of its new window. Nobody has overridden that yet
 */
const assertNoConflict = async (
  context: SubmitContext,
  edited: RevisableChange,
  { pinned, items, footprint, services }: Assessment,
): Promise<void> => {
  const { window, windowId } = edited;
  if (isOffer(window)) return;
  const change = { ...edited, items, pinned, overrides: undefined };
  const wanted = reservationOf(change, window, windowId, footprint);
  const found = await findConflicts(context)(change, { wanted, services });
  const first = found.find(isBlocking);
  if (first) throw conflict('change/conflict', first.detail, '/window');
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
    const { implementer = change.implementer } = fields;
    const authors = withAuthorNow(change, caller, now);
    const wanted = plannedWindow(fields.window ?? change.window, now);
    const edited = { ...change, ...fields, implementer, window: wanted, ...authors };
    const assessment = await assessFields(context)(edited);
    // A change that only has another plan may go on waiting for the end of the change that blocks it (T8).
    if (isMoved(change, edited)) await assertNoConflict(context, edited, assessment);
    const window = await windows.get(change.windowId);
    const former = await changes.run(change.id);
    // Nobody can answer before a start that has passed. The new revision can then be approved until the window ends (P4).
    const asked = approvalFields({ ...assessment, revision: nextRevision(change), window: wanted, windowId: ids.next() }, now);
    const next = moved(
      change,
      'revise',
      {
        ...fields,
        implementer,
        ...authors,
        ...asked,
        editedAt: now,
        scopeDifference: undefined,
        formerWindows: [...(change.formerWindows ?? []), change.windowId],
        agreedAt: undefined,
        conflicts: [],
        extension: undefined,
        beforeExtension: undefined,
        planRevision: undefined,
        overrides: undefined,
        scheduledAt: undefined,
        startedAt: undefined,
        remindedAt: undefined,
      },
      now,
    );
    const actor = actorOf(caller);
    const { scope, writes } = approvalWrites(context, next, assessment);
    return {
      change: next,
      scope,
      writes: [
        ...withdrawWrites(context, window, { change, actor }),
        changeEvent(context, 'WindowWithdrawn', { change, actor }),
        ...writes,
        ...workflowWrites(context, next, { actor, former }),
      ],
    };
  };
