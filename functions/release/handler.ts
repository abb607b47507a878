import type { SQSEvent } from 'aws-lambda';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { sqsReleaseQueue } from '../../shared/data/window/sqs-release-queue.ts';
import { ReleaseEnv } from '../../shared/env/function-env.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { unreadableRow } from '../../shared/observability/log.ts';
import { eachMessage } from '../../shared/runtime/queue-messages.ts';
import { consumerBudget, worldOn } from '../../shared/runtime/world.ts';
import { onReleaseMessage } from './on-message.ts';

const env = readEnv(ReleaseEnv);
const world = worldOn(dynamoRecords({ table: env.TABLE_NAME, unreadable: unreadableRow, ...consumerBudget }));
const release = onReleaseMessage({ ...world, queue: sqsSendQueue(env.SEND_QUEUE_URL), passes: sqsReleaseQueue(env.RELEASE_QUEUE_URL) });

export const handler = (event: SQSEvent) => eachMessage(event, ({ body }) => release(body));
