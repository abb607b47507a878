import { publishEvents } from '../../shared/application/event/publish-events.ts';
import { sweep } from '../../shared/application/sweep/sweep.ts';
import { agreementRepository } from '../../shared/data/agreement/agreement-repository.ts';
import { assignmentRepository } from '../../shared/data/assignment/assignment-repository.ts';
import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { licenseRepository } from '../../shared/data/license/license-repository.ts';
import { mailRepository } from '../../shared/data/mail/mail-repository.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { outageRepository } from '../../shared/data/outage/outage-repository.ts';
import { reminderRepository } from '../../shared/data/reminder/reminder-repository.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { sqsReleaseQueue } from '../../shared/data/window/sqs-release-queue.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { eventBridgeBus } from '../../shared/events/event-bus.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { sweepFunction } from '../../shared/functions/workers.ts';
import { dutyFailed, logger, measured, notPublished } from '../../shared/observability/log.ts';
import { submitRepositories } from '../../shared/runtime/submit-repositories.ts';
import { workerContext } from '../../shared/runtime/worker.ts';
import { stepFunctionsWorkflow } from '../../shared/workflow/step-functions.ts';
import { dutiesOf } from './duties.ts';

const env = readEnv(environmentOf(sweepFunction));
const base = workerContext(env, { budgetMillis: 10_000 });
const monitors = resourceRepository<Monitor>(base.records, Monitors, monitorRow);
const context = {
  ...base,
  ...submitRepositories(base.records),
  monitors,
  agreements: agreementRepository(base.records),
  outages: outageRepository(base.records),
  assignments: assignmentRepository(base.records),
  items: itemRepository(base.records),
  licenses: licenseRepository(base.records),
  reminders: reminderRepository(base.records),
  mails: mailRepository(base.records),
  approversGroup: env.APPROVERS_GROUP,
};
const duties = dutiesOf({
  ...context,
  workflow: stepFunctionsWorkflow(env.STATE_MACHINE_ARN),
  queue: sqsSendQueue(env.SEND_QUEUE_URL),
  passes: sqsReleaseQueue(env.RELEASE_QUEUE_URL),
});
const run = sweep({
  ...context,
  duties,
  publish: publishEvents({ ...context, put: (events) => eventBridgeBus(env.BUS_NAME).put(events) }),
  failed: dutyFailed,
  notPublished,
  measured,
  budgetMillis: 40_000,
});

export const handler = async (): Promise<void> => {
  await run();
  logger.info('swept');
};
