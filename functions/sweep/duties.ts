import { advanceChange } from '../../shared/application/change/advance-change.ts';
import { type WorkflowContext, watchRun } from '../../shared/application/change/run-workflow.ts';
import { queueDelivery } from '../../shared/application/episode/queue-delivery.ts';
import type { SweepContext } from '../../shared/application/sweep/sweep.ts';
import { expireScope } from '../../shared/application/window/expire-scope.ts';
import type { ReleaseQueue } from '../../shared/domain/window/release-queue.ts';

type DutyContext = WorkflowContext & Parameters<typeof queueDelivery>[0] & { readonly passes: ReleaseQueue };

/** What the sweep does for each duty that is due: the same use cases that other functions run promptly (T9). */
export const dutiesOf = (context: DutyContext): SweepContext['duties'] => ({
  advance: advanceChange(context),
  workflow: watchRun(context),
  release: (window) => context.passes.pass(window, 0),
  deliver: queueDelivery(context),
  'expire-scope': expireScope(context),
});
