import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { IngestEnv } from '../../shared/env/function-env.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { ingestEndpoints } from './endpoints.ts';

/** The store has a second a try and three in all: Alertmanager gives up after ten (S10). */
const budget = { budgetMillis: 3_000, tryMillis: 1_000 };

export const handler = httpFunction(IngestEnv, (world, { SEND_QUEUE_URL }) => ingestEndpoints(sqsSendQueue(SEND_QUEUE_URL))(world), budget);
