import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { dueRepository } from '../../shared/data/due/due-repository.ts';
import { episodeRepository } from '../../shared/data/episode/episode-repository.ts';
import { kmsSealer } from '../../shared/data/monitor/kms-sealer.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { rememberedSecrets } from '../../shared/data/monitor/remembered-secrets.ts';
import { retiredReceiverRepository } from '../../shared/data/monitor/retired-receiver-repository.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { sendFunction } from '../../shared/functions/workers.ts';
import { measured } from '../../shared/observability/log.ts';
import { signDelivery } from '../../shared/receivers/sign-delivery.ts';
import { snsTopics } from '../../shared/receivers/sns-topics.ts';
import { webhookReceiver } from '../../shared/receivers/webhook-receiver.ts';
import { eachMessage } from '../../shared/runtime/queue-messages.ts';
import { sqsVisibility } from '../../shared/runtime/sqs-visibility.ts';
import { consumerBudget, workerContext } from '../../shared/runtime/worker.ts';
import { changeSummaries } from './change-summaries.ts';
import { onSendMessage } from './on-message.ts';

const env = readEnv(environmentOf(sendFunction));
const context = workerContext(env, consumerBudget);
const sendMessage = onSendMessage({
  ...context,
  episodes: episodeRepository(context.records),
  configurationItems: configurationItemRepository(context.records),
  monitors: resourceRepository<Monitor>(context.records, Monitors, monitorRow),
  retiredReceivers: retiredReceiverRepository(context.records),
  dues: dueRepository(context.records),
  receiver: webhookReceiver({ allowPrivate: env.ALLOW_PRIVATE_RECEIVERS === 'true' }),
  topics: snsTopics(),
  sealer: rememberedSecrets(kmsSealer(env.SEAL_KEY_ID), context.clock),
  sign: signDelivery,
  measured,
  changeSummaries: changeSummaries(changeRepository(context.records)),
});

export const handler = eachMessage(sqsVisibility(env.SEND_QUEUE_URL), ({ body }) => sendMessage(body));
