import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { alarmOfNoMonitorMessage } from '../../shared/env/log-messages.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { cloudwatchFunction } from '../../shared/functions/workers.ts';
import { logger } from '../../shared/observability/log.ts';
import { alertRepositories } from '../../shared/runtime/alert-repositories.ts';
import { eachMessage } from '../../shared/runtime/queue-messages.ts';
import { sqsVisibility } from '../../shared/runtime/sqs-visibility.ts';
import { consumerBudget, workerContext } from '../../shared/runtime/worker.ts';
import { onAlarmMessage } from './on-message.ts';

const env = readEnv(environmentOf(cloudwatchFunction));
const context = workerContext(env, consumerBudget);
const receive = onAlarmMessage({
  ...context,
  ...alertRepositories(context.records),
  queue: sqsSendQueue(env.SEND_QUEUE_URL),
  ownAlarms: env.OWN_ALARMS,
});

export const handler = eachMessage(sqsVisibility(env.ALARM_QUEUE_URL), async ({ body }) => {
  const outcome = await receive(body);
  logger.info(outcome === 'unclaimed' ? alarmOfNoMonitorMessage : 'alarm state change', { outcome });
});
