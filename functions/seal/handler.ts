import { sealDays } from '../../shared/application/history/seal-days.ts';
import { eventRepository } from '../../shared/data/event/event-repository.ts';
import { historyRepository } from '../../shared/data/history/history-repository.ts';
import { s3Seals } from '../../shared/data/history/s3-seals.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { sealFunction } from '../../shared/functions/workers.ts';
import { logger } from '../../shared/observability/log.ts';
import { consumerBudget, workerContext } from '../../shared/runtime/worker.ts';

const env = readEnv(environmentOf(sealFunction));
const context = workerContext(env, consumerBudget);
const run = sealDays({
  ...context,
  events: eventRepository(context.records),
  history: historyRepository(context.records),
  seals: s3Seals(env.SEAL_BUCKET),
});

export const handler = async (): Promise<void> => {
  await run();
  logger.info('sealed');
};
