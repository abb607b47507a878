import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { kmsSealer } from '../../shared/data/monitor/kms-sealer.ts';
import { lazily } from '../../shared/domain/lazily.ts';
import { SendEnv } from '../../shared/env/function-env.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { unreadableRow } from '../../shared/observability/log.ts';
import { signDelivery } from '../../shared/receivers/sign-delivery.ts';
import { webhookReceiver } from '../../shared/receivers/webhook-receiver.ts';
import { eachMessage, LaterAgain } from '../../shared/runtime/queue-messages.ts';
import { consumerBudget, worldOn } from '../../shared/runtime/world.ts';
import { changeSummaries } from './change-summaries.ts';
import { onSendMessage } from './on-message.ts';

const env = readEnv(SendEnv);
const sqs = lazily(() => new SQSClient({}));
const world = worldOn(dynamoRecords({ table: env.TABLE_NAME, unreadable: unreadableRow, ...consumerBudget }));
const send = onSendMessage({
  ...world,
  receiver: webhookReceiver({ allowPrivate: env.ALLOW_PRIVATE_RECEIVERS === 'true' }),
  sealer: kmsSealer(env.SEAL_KEY_ID),
  sign: signDelivery,
  changeSummaries: changeSummaries(world.changes),
  hide: async (ReceiptHandle, VisibilityTimeout) => {
    await sqs().send(new ChangeMessageVisibilityCommand({ QueueUrl: env.SEND_QUEUE_URL, ReceiptHandle, VisibilityTimeout }));
  },
});

export const handler = (event: SQSEvent) =>
  eachMessage(event, async (message) => {
    if ((await send(message)) === 'again') throw new LaterAgain('hidden until the next try');
  });
