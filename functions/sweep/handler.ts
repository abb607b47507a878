import { publishEvents } from '../../shared/application/event/publish-events.ts';
import { sweep } from '../../shared/application/sweep/sweep.ts';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { sqsReleaseQueue } from '../../shared/data/window/sqs-release-queue.ts';
import { SweepEnv } from '../../shared/env/function-env.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { eventBridgeBus } from '../../shared/events/event-bus.ts';
import { logger, unreadableRow } from '../../shared/observability/log.ts';
import { worldOn } from '../../shared/runtime/world.ts';
import { stepFunctionsWorkflow } from '../../shared/workflow/step-functions.ts';
import { dutiesOf } from './duties.ts';

const env = readEnv(SweepEnv);
const world = worldOn(dynamoRecords({ table: env.TABLE_NAME, unreadable: unreadableRow, budgetMillis: 10_000 }));
const duties = dutiesOf({
  ...world,
  workflow: stepFunctionsWorkflow(env.STATE_MACHINE_ARN),
  queue: sqsSendQueue(env.SEND_QUEUE_URL),
  passes: sqsReleaseQueue(env.RELEASE_QUEUE_URL),
});
const run = sweep({
  ...world,
  duties,
  publish: publishEvents({ ...world, put: (events) => eventBridgeBus(env.BUS_NAME).put(events) }),
  failed: ({ duty, subject }, error) => logger.error('duty failed', { error: error as Error, duty, subject }),
  budgetMillis: 40_000,
});

export const handler = async (): Promise<void> => {
  await run();
  logger.info('swept');
};
