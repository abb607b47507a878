import { dynamoRecords } from '../data/dynamo-records.ts';
import { unreadableRow } from '../observability/log.ts';
import { systemClock, systemIds, systemRandom } from './system.ts';

type Budget = Omit<Parameters<typeof dynamoRecords>[0], 'table' | 'client' | 'unreadable'>;

/** How long the table may take in functions that consume messages: less than their shortest timeout, so that they retry and are not killed (T5). */
export const consumerBudget: Budget = { budgetMillis: 40_000, tryMillis: 5_000 };

/** What every function that is not called by HTTP stands on: the table, our clock, ids and randomness. Each adds the repositories it needs. */
export const workerContext = (env: { readonly TABLE_NAME: string }, budget: Budget) => {
  const records = dynamoRecords({ table: env.TABLE_NAME, unreadable: unreadableRow, ...budget });
  return { records, store: records, clock: systemClock, ids: systemIds, random: systemRandom };
};
