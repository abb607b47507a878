import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { IngestEnv } from '../../shared/env/function-env.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { ingestEndpoints } from './endpoints.ts';

/** One request to the store may take a second, all of them three: Alertmanager waits ten seconds for the answer (S10). */
const budget = { budgetMillis: 3_000, tryMillis: 1_000 };

export const handler = httpFunction(IngestEnv, (world, { SEND_QUEUE_URL }) => ingestEndpoints(sqsSendQueue(SEND_QUEUE_URL))(world), budget);
