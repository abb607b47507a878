import type { DynamoDBStreamEvent } from 'aws-lambda';
import { eventRepository } from '../../shared/data/event/event-repository.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { eventBridgeBus } from '../../shared/events/event-bus.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { publishFunction } from '../../shared/functions/workers.ts';
import { logger, notPublished } from '../../shared/observability/log.ts';
import { workerContext } from '../../shared/runtime/worker.ts';
import { onStream } from './on-stream.ts';

const env = readEnv(environmentOf(publishFunction));
const context = workerContext(env, { budgetMillis: 10_000 });
const bus = eventBridgeBus(env.BUS_NAME);
const publishBatch = onStream({
  ...context,
  events: eventRepository(context.records),
  put: (events) => bus.put(events),
  notPublished,
});

export const handler = async ({ Records }: DynamoDBStreamEvent) => {
  const answer = await publishBatch(Records);
  logger.info('published', { records: Records.length, failed: answer.batchItemFailures.length });
  return answer;
};
