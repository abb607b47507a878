import { deadlineOf } from '../../domain/approval/deadline.ts';
import { approvalsNeeded } from '../../domain/approval/tally.ts';
import type { AssessingChange, ChangeWindow } from '../../domain/change/change.ts';
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

/** The writes that ask for approval of a change with `approvalFields`. `former`: the workflow of the revision before. */
export const approvalWrites = (
  context: SubmitContext,
  change: AssessingChange,
  { actor, former, ...walked }: WalkedScope & { readonly actor: string; readonly former?: WorkflowRun | undefined },
): ApprovalWrites => {
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
      changes.saveRun({
        change: id,
        version: (former?.version ?? 0) + 1,
        revision,
        attempt: 1,
        formerToken: former?.token ?? former?.formerToken,
        startedAt: now,
      }),
      dueAt(context, 'workflow', id, nextCheckAt(now)),
      changeEvent(context, 'ChangeSubmitted', { change, actor }),
    ],
  };
};
