import type { DynamoDBStreamEvent } from 'aws-lambda';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { PublishEnv } from '../../shared/env/function-env.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { eventBridgeBus } from '../../shared/events/event-bus.ts';
import { logger, unreadableRow } from '../../shared/observability/log.ts';
import { worldOn } from '../../shared/runtime/world.ts';
import { onStream } from './on-stream.ts';

const env = readEnv(PublishEnv);
const world = worldOn(dynamoRecords({ table: env.TABLE_NAME, unreadable: unreadableRow, budgetMillis: 10_000 }));
const bus = eventBridgeBus(env.BUS_NAME);
const publish = onStream({
  ...world,
  put: (events) => bus.put(events),
});

export const handler = async ({ Records }: DynamoDBStreamEvent) => {
  const answer = await publish(Records);
  logger.info('published', { records: Records.length, failed: answer.batchItemFailures.length });
  return answer;
};
