import { deadlineOf } from '../../domain/approval/deadline.ts';
import { approvalsNeeded } from '../../domain/approval/tally.ts';
import type { AssessingChange, WalkingChange } from '../../domain/change/change.ts';
import type { ChangeWindow } from '../../domain/change/change-core.ts';
import { chunksOf, digestOf, type WalkedScope } from '../../domain/change/scope.ts';
import { nextCheckAt, type WorkflowRun } from '../../domain/change/workflow-run.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Write } from '../../domain/store.ts';
import { newWindow } from '../../domain/window/window-transitions.ts';
import type { Assessment } from './assess-fields.ts';
import { changeEvent, dueAt, type SubmitContext } from './context.ts';

/** What approval is asked for: the assessment of a revision, with its window. */
interface AskedRevision extends Assessment {
  readonly revision: number;
  readonly window: ChangeWindow;
  readonly windowId: string;
}

/** The fields of a change that ask for approval of a revision (H1). */
export const approvalFields = (
  { revision, window, windowId, risk, riskReasons, policy, pinned, items, scope }: AskedRevision,
  now: Instant,
) => ({
  status: 'assessing' as const,
  revision,
  items,
  window,
  windowId,
  risk,
  riskReasons,
  pinned,
  approvalDeadline: deadlineOf(window, now, policy.deadline),
  approvals: { needed: approvalsNeeded(pinned), given: 0 },
  scope: { digest: digestOf(scope), count: scope.length, revision },
});

/** The writes that ask for approval. Those of the frozen scope come first, and the others go with the change. */
export interface ApprovalWrites {
  readonly scope: readonly Write[];
  readonly writes: readonly Write[];
}

/** What is known of a submission beside the change. */
interface SubmissionParts {
  /** Who submits the change, or edits its plan. */
  readonly actor: string;
  /** The last workflow of the change, if it had one. */
  readonly former?: WorkflowRun | undefined;
}

/** The writes that start the workflow of a submitted change. A revision that is submitted again gets another attempt, and so another execution. */
export const workflowWrites = (
  context: SubmitContext,
  change: AssessingChange | WalkingChange,
  { actor, former }: SubmissionParts,
): readonly Write[] => {
  const { id, revision } = change;
  const now = context.clock.now();
  return [
    context.changes.saveRun({
      change: id,
      version: (former?.version ?? 0) + 1,
      revision,
      attempt: former?.revision === revision ? former.attempt + 1 : 1,
      formerToken: former?.token ?? former?.formerToken,
      startedAt: now,
    }),
    dueAt(context, 'workflow', id, nextCheckAt(now)),
    changeEvent(context, 'ChangeSubmitted', { change, actor }),
  ];
};

/** The writes that ask for approval of a change with `approvalFields`, beside those of its workflow. */
export const approvalWrites = (context: SubmitContext, change: AssessingChange, walked: WalkedScope): ApprovalWrites => {
  const { changes, windows, clock } = context;
  const now = clock.now();
  const { id, number, revision, window, windowId, items: named, onHold } = change;
  const { start, end, mode, suppress, length } = window;
  const { digest } = change.scope;
  return {
    scope: chunksOf({ change: id, revision, digest }, walked, named).map(changes.saveScope),
    writes: [
      windows.save(
        newWindow({ id: windowId, change: id, number, revision, mode, suppress, start, end, length, digest, named, onHold }, now),
      ),
    ],
  };
};
