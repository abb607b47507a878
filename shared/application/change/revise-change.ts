import { actorOf, type Caller } from '../../domain/access.ts';
import { approvalsNeeded } from '../../domain/approval/tally.ts';
import { type AssessingChange, type ChangeIn, mostRevisions } from '../../domain/change/change.ts';
import { moved } from '../../domain/change/change-transitions.ts';
import type { EditableFields } from '../../domain/change/editable-fields.ts';
import { chunksOf, digestOf } from '../../domain/change/scope.ts';
import { day, earlier, minute, plus } from '../../domain/clock.ts';
import { conflict } from '../../domain/errors.ts';
import type { Write } from '../../domain/store.ts';
import { newWindow, withdrawWindow } from '../../domain/window/window-transitions.ts';
import { assessFields } from './assess-fields.ts';
import { withAuthor } from './change-authors.ts';
import { changeEvent, dueAt, type SubmitContext, windowWrites } from './context.ts';

/** A change whose approval is asked for again after an edit of its plan. */
type RevisableChange = ChangeIn<'assessing' | 'awaiting-approval' | 'scheduled' | 'implementing'>;

interface Revision {
  readonly change: AssessingChange;
  /** The writes of the new frozen scope, which come first. */
  readonly scope: readonly Write[];
  /** The writes that go with the change: the withdrawn window, the new window, and the workflow that asks again. */
  readonly writes: readonly Write[];
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
    const { risk, pinned, scope } = await assessFields(context)(edited);
    const former = await windows.get(change.windowId);
    const run = await changes.run(change.id);

    const { id, number, window, items: named, onHold } = change;
    const { start, end, mode, suppress } = window;
    const [revision, digest, windowId] = [change.revision + 1, digestOf(scope), ids.next()];
    const next = moved(
      change,
      'revise',
      {
        ...fields,
        ...withAuthor(change, caller),
        editedAt: now,
        status: 'assessing',
        revision,
        risk,
        // Nobody can answer before a start that has passed. The new revision can then be approved until the window ends (P4).
        approvalDeadline: earlier(now < start ? start : end, plus(now, 7 * day)),
        pinned,
        approvals: { needed: approvalsNeeded(pinned), given: 0 },
        scope: { digest, count: scope.length, revision },
        scopeDifference: undefined,
        windowId,
        formerWindows: [...(change.formerWindows ?? []), change.windowId],
        agreedAt: undefined,
        conflicts: [],
        scheduledAt: undefined,
        startedAt: undefined,
        remindedAt: undefined,
      },
      now,
    );
    const actor = actorOf(caller);
    return {
      change: next,
      scope: chunksOf(id, revision, digest, scope).map(changes.saveScope),
      writes: [
        ...windowWrites(context, withdrawWindow(former, now), { change, actor }),
        changeEvent(context, 'WindowWithdrawn', { change, actor }),
        windows.save(newWindow({ id: windowId, change: id, number, revision, mode, suppress, start, end, digest, named, onHold }, now)),
        changes.saveRun({
          change: id,
          version: (run?.version ?? 0) + 1,
          revision,
          attempt: 1,
          formerToken: run?.token ?? run?.formerToken,
          startedAt: now,
        }),
        dueAt(context, 'workflow', id, plus(now, 2 * minute)),
        changeEvent(context, 'ChangeSubmitted', { change: next, actor }),
      ],
    };
  };
