import { dynamoRecords } from '../data/dynamo-records.ts';
import type { RetentionDays } from '../domain/retention.ts';
import { unreadableRow } from '../observability/log.ts';
import { systemClock, systemIds, systemRandom } from './system.ts';

type Budget = Omit<Parameters<typeof dynamoRecords>[0], 'table' | 'client' | 'unreadable' | 'restoreEpoch' | 'retentionDays'>;

/**
 * How long requests to the table may take in functions that consume messages (T5). This is less than the shortest timeout of these
 * functions, so that a slow table causes an error and a retry instead of a Lambda timeout.
 */
export const consumerBudget: Budget = { budgetMillis: 40_000, tryMillis: 5_000 };

/** The environment variables about the table. */
interface TableEnv {
  readonly TABLE_NAME: string;
  readonly RESTORE_EPOCH: number;
  readonly RETENTION_DAYS: RetentionDays;
}

/**
 * The context of every function that does not handle HTTP requests: the table, the clock, ids and random values. Each adds its
 * repositories.
 */
export const workerContext = (env: TableEnv, budget: Budget) => {
  const table = { table: env.TABLE_NAME, restoreEpoch: env.RESTORE_EPOCH, retentionDays: env.RETENTION_DAYS };
  const records = dynamoRecords({ ...table, unreadable: unreadableRow, ...budget });
  return { records, store: records, clock: systemClock, ids: systemIds, random: systemRandom };
};
