import { advanceChange } from '../../shared/application/change/advance-change.ts';
import { watchRun } from '../../shared/application/change/run-workflow.ts';
import { queueDelivery } from '../../shared/application/episode/queue-delivery.ts';
import type { SweepContext } from '../../shared/application/sweep/sweep.ts';
import { expireScope } from '../../shared/application/window/expire-scope.ts';
import type { Workflow } from '../../shared/domain/change/workflow-run.ts';
import type { SendQueue } from '../../shared/domain/episode/episode.ts';
import type { ReleaseQueue } from '../../shared/domain/window/release-queue.ts';
import type { World } from '../../shared/runtime/world.ts';

interface DutyContext extends World {
  readonly workflow: Workflow;
  readonly queue: SendQueue;
  readonly passes: ReleaseQueue;
}

/** What the sweep does about each kind of row that is due (T9): the same use cases that are prompt elsewhere. */
export const dutiesOf = (context: DutyContext): SweepContext['duties'] => ({
  advance: advanceChange(context),
  workflow: watchRun(context),
  release: (window) => context.passes.pass(window, 0),
  deliver: queueDelivery(context),
  'expire-scope': expireScope(context),
});
