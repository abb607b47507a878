import { receiveAlarm } from '../../shared/application/episode/receive-alarm.ts';
import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { alarmOfNoMonitorMessage } from '../../shared/env/log-messages.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { cloudwatchFunction } from '../../shared/functions/workers.ts';
import { logger } from '../../shared/observability/log.ts';
import { alertRepositories } from '../../shared/runtime/alert-repositories.ts';
import { consumerBudget, workerContext } from '../../shared/runtime/worker.ts';

const env = readEnv(environmentOf(cloudwatchFunction));
const context = workerContext(env, consumerBudget);
const receive = receiveAlarm({
  ...context,
  ...alertRepositories(context.records),
  queue: sqsSendQueue(env.SEND_QUEUE_URL),
  ownAlarms: env.OWN_ALARMS,
});

/** An event that cannot be stored is tried again, and ends in the dead-letter queue of failed invocations (E2). */
export const handler = async (event: unknown): Promise<void> => {
  const outcome = await receive(event);
  logger.info(outcome === 'unclaimed' ? alarmOfNoMonitorMessage : 'alarm state change', { outcome });
};
