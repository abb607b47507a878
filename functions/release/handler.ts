import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { sqsReleaseQueue } from '../../shared/data/window/sqs-release-queue.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { releaseFunction } from '../../shared/functions/workers.ts';
import { alertRepositories } from '../../shared/runtime/alert-repositories.ts';
import { eachMessage } from '../../shared/runtime/queue-messages.ts';
import { sqsVisibility } from '../../shared/runtime/sqs-visibility.ts';
import { consumerBudget, workerContext } from '../../shared/runtime/worker.ts';
import { onReleaseMessage } from './on-message.ts';

const env = readEnv(environmentOf(releaseFunction));
const context = workerContext(env, consumerBudget);
const runReleasePass = onReleaseMessage({
  ...context,
  ...alertRepositories(context.records),
  queue: sqsSendQueue(env.SEND_QUEUE_URL),
  passes: sqsReleaseQueue(env.RELEASE_QUEUE_URL),
});

export const handler = eachMessage(sqsVisibility(env.RELEASE_QUEUE_URL), ({ body }) => runReleasePass(body));
