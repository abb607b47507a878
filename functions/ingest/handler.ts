import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { truncationRepository } from '../../shared/data/monitor/truncation-repository.ts';
import { ingestFunction } from '../../shared/functions/areas.ts';
import { messageTruncated } from '../../shared/observability/log.ts';
import { alertRepositories } from '../../shared/runtime/alert-repositories.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { ingestEndpoints } from './endpoints.ts';

/** One request to the table may take one second, and all of them three seconds: Alertmanager waits ten seconds for the response (S10). */
const budget = { budgetMillis: 3_000, tryMillis: 1_000 };

export const handler = httpFunction(
  ingestFunction,
  (context, env) =>
    ingestEndpoints({
      ...context,
      ...alertRepositories(context.records),
      truncations: truncationRepository(context.records),
      countTruncated: messageTruncated,
      queue: sqsSendQueue(env.SEND_QUEUE_URL),
      ownAlarms: env.OWN_ALARMS,
    }),
  budget,
);
