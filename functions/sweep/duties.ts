import { checkBreach } from '../../shared/application/agreement/check-breach.ts';
import { checkTermsBreach, checkWindowBreach, type PastBreachContext } from '../../shared/application/agreement/check-past-breaches.ts';
import { promptApprovers } from '../../shared/application/approval/prompt-approvers.ts';
import { remindOverdue } from '../../shared/application/assignment/remind-overdue.ts';
import { advanceChange } from '../../shared/application/change/advance-change.ts';
import { holdDependants } from '../../shared/application/change/hold-dependants.ts';
import { type FailureContext, recordFailureOutages } from '../../shared/application/change/record-failure-outages.ts';
import { type WorkflowContext, watchRun } from '../../shared/application/change/run-workflow.ts';
import { queueDelivery } from '../../shared/application/episode/queue-delivery.ts';
import { reconsiderHeld } from '../../shared/application/episode/reconsider-held.ts';
import { checkLicense } from '../../shared/application/license/check-license.ts';
import { type FreeSeatsContext, freeSeats } from '../../shared/application/license/free-seats.ts';
import { collectRequests } from '../../shared/application/notification/collect-requests.ts';
import { type AlertOutageContext, recordAlertOutage } from '../../shared/application/outage/record-alert-outage.ts';
import { raiseChanges } from '../../shared/application/patch-schedule/raise-changes.ts';
import type { RaiseContext } from '../../shared/application/patch-schedule/raise-occurrence.ts';
import { type RemindContext, remind } from '../../shared/application/reminder/remind.ts';
import type { SweepContext } from '../../shared/application/sweep/sweep.ts';
import { expireScope } from '../../shared/application/window/expire-scope.ts';
import { releaseUnconfirmed } from '../../shared/application/window/release-unconfirmed.ts';
import type { ReleaseQueue } from '../../shared/domain/window/release-queue.ts';

type DutyContext = WorkflowContext &
  FailureContext &
  AlertOutageContext &
  Parameters<typeof queueDelivery>[0] &
  Parameters<typeof reconsiderHeld>[0] &
  Parameters<typeof remindOverdue>[0] &
  FreeSeatsContext &
  RaiseContext &
  Parameters<typeof collectRequests>[0] &
  RemindContext &
  PastBreachContext & { readonly passes: ReleaseQueue };

/**
 * The use case that the sweep runs for each kind of due duty. Other functions run the same use cases earlier, in response to events (T9).
 */
export const dutiesOf = (context: DutyContext): SweepContext['duties'] => ({
  advance: advanceChange(context),
  workflow: watchRun(context),
  release: (window) => context.passes.pass(window, 0),
  deliver: queueDelivery(context),
  'expire-scope': expireScope(context),
  restore: releaseUnconfirmed(context),
  reconsider: reconsiderHeld(context),
  overdue: remindOverdue(context),
  'free-seats': freeSeats(context),
  license: checkLicense(context),
  remind: remind(context),
  raise: raiseChanges(context),
  prompt: promptApprovers(context),
  'hold-dependants': holdDependants(context),
  digest: collectRequests(context),
  'alert-outage': recordAlertOutage(context),
  'change-outage': recordFailureOutages(context),
  breach: checkBreach(context),
  'window-breach': checkWindowBreach(context),
  'terms-breach': checkTermsBreach(context),
});
