import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../domain/errors.ts';
import { defaultRetentionDays, type RetentionDays } from '../domain/retention.ts';
import { StaleWrite, type Write } from '../domain/store.ts';
import { answersWithin } from '../sdk/answer-limit.ts';
import { budgetEnd, pauseAfterRefusal } from './budget.ts';
import { isInverted, queryInput } from './query-input.ts';
import type { IndexQuery, Key, Records, Row, RowQuery, RowWrite } from './records.ts';
import { isRetryable, reasonsOf } from './retryable.ts';
import { speakable } from './speakable.ts';
import { storedRow } from './stored-row.ts';
import { indexes, primaryKey } from './table.ts';
import { putItem, transactItem } from './transact-item.ts';

interface DynamoOptions {
  readonly table: string;
  /** Where unreadable rows are reported. */
  readonly unreadable: Records['unreadable'];
  /** @default 0: the table was never restored */
  readonly restoreEpoch?: number;
  /** @default the default settings of a stage */
  readonly retentionDays?: RetentionDays;
  /** Time budget of one call if there is no current budget (`withinBudget`). Consumers are retried, up to two minutes in total (T5). */
  readonly budgetMillis?: number;
  /** Timeout of one attempt; 1 s in ingest (S10). */
  readonly tryMillis?: number;
  readonly client?: DynamoDBClient;
}

const chunks = <T>(list: readonly T[], size: number): readonly T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

/** Waits for 50 to 150 percent of the given time (jitter). */
const pauseFor = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds * (0.5 + Math.random())));

/** The table in DynamoDB. A failed condition is thrown as `StaleWrite`, and a store that does not answer in time as `store/busy`. */
export const dynamoRecords = ({
  table,
  unreadable,
  restoreEpoch = 0,
  retentionDays = defaultRetentionDays,
  budgetMillis = 8_000,
  tryMillis = 2_000,
  client,
}: DynamoOptions): Records => {
  const sdk = client ?? new DynamoDBClient({ maxAttempts: 1, requestHandler: answersWithin(tryMillis) });
  const documents = DynamoDBDocumentClient.from(sdk, { marshallOptions: { removeUndefinedValues: true } });

  /** Retries with backoff and jitter until the budget ends. Errors that are not retryable are thrown at once. */
  const withRetries = async <Answer>(attempt: () => Promise<Answer>): Promise<Answer> => {
    const until = budgetEnd(budgetMillis);
    for (let pause = 20; ; pause = Math.min(pause * 2, 1_000)) {
      try {
        return await attempt();
      } catch (error) {
        if (!isRetryable(error)) throw error;
        if (Date.now() + pause > until)
          throw new DomainError('busy', 'store/busy', 'the store did not answer in time', { retryAfterSeconds: 1 });
      }
      await pauseFor(pause);
    }
  };

  const commit = async (writes: readonly Write[]): Promise<void> => {
    const all = writes as readonly RowWrite[];
    // The input is built once: with the same token, a retry cannot apply the transaction a second time (T5).
    const input: TransactWriteCommandInput = {
      TransactItems: all.map((write) => transactItem(table, write, retentionDays)),
      ClientRequestToken: randomUUID(),
    };
    try {
      await withRetries(() => documents.send(new TransactWriteCommand(input)));
    } catch (error) {
      const failed = reasonsOf(error).flatMap((reason, at) => (reason === 'ConditionalCheckFailed' ? [all[at]?.label ?? '?'] : []));
      if (failed.length === 0) throw error;
      // The caller reads and tries again at once. A random pause keeps concurrent writers of one row from colliding each time.
      await pauseFor(pauseAfterRefusal(failed.join()));
      throw new StaleWrite(failed);
    }
  };

  /** Queries the table or an index. The row at `after` is read again and dropped. */
  const queryAll = async (request: RowQuery | IndexQuery): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    if (isInverted(request)) return [];
    const found: Record<string, unknown>[] = [];
    const { sort } = 'index' in request ? indexes[request.index] : primaryKey;
    let start: Record<string, unknown> | undefined;
    do {
      const input = { ...queryInput(table, request), ...(start ? { ExclusiveStartKey: start } : {}) };
      const answer = await withRetries(() => documents.send(new QueryCommand(input)));
      found.push(...(answer.Items ?? []).filter((row) => row[sort] !== request.after));
      start = answer.LastEvaluatedKey;
    } while (start && (request.limit === undefined || found.length < request.limit));
    return request.limit === undefined ? found : found.slice(0, request.limit);
  };

  /** Writes one row. A retry may find that an earlier attempt has written it, although its answer was lost. */
  const commitOne = async (write: Write): Promise<void> => {
    const { key, label } = write as RowWrite;
    const input = putItem(table, write as RowWrite);
    let attempts = 0;
    try {
      await withRetries(() => {
        attempts += 1;
        return documents.send(new PutCommand(input));
      });
    } catch (error) {
      if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
      const isWritten = attempts > 1 && isDeepStrictEqual((await readChunk([key]))[0], input.Item);
      if (!isWritten) throw new StaleWrite([label]);
    }
  };

  const readChunk = async (keys: readonly Key[]): Promise<readonly Row[]> => {
    const found: Row[] = [];
    let left: readonly Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
    await withRetries(async () => {
      const answer = await documents.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: [...left], ConsistentRead: true } } }));
      found.push(...((answer.Responses?.[table] ?? []) as Row[]));
      left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
      if (left.length > 0) throw Object.assign(new Error('DynamoDB left keys unprocessed'), { name: 'ThrottlingException' });
    });
    return found;
  };

  const writeChunk = async (writes: readonly RowWrite[]): Promise<void> => {
    let left = writes.map((write) => ({ PutRequest: { Item: speakable(storedRow(write, retentionDays)) } }));
    await withRetries(async () => {
      const answer = await documents.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
      left = (answer.UnprocessedItems?.[table] ?? []) as typeof left;
      if (left.length > 0) throw Object.assign(new Error('DynamoDB left items unprocessed'), { name: 'ThrottlingException' });
    });
  };

  return {
    commit,
    commitOne,
    query: async (request) => (await queryAll(request)) as readonly Row[],
    entries: async (request) => {
      const { partition, sort } = indexes[request.index];
      const found = await queryAll(request);
      return found.map((row) => ({
        ...{ pk: String(row.pk), sk: String(row.sk) },
        ...{ partition: String(row[partition]), position: String(row[sort]) },
      }));
    },
    restoreEpoch,
    unreadable,
    read: async ({ pk, sk }) =>
      (await withRetries(() => documents.send(new GetCommand({ TableName: table, Key: { pk, sk }, ConsistentRead: true })))).Item as
        | Row
        | undefined,
    readMany: async (keys) => {
      const unique = [...new Map(keys.map((key) => [`${key.pk}\u0000${key.sk}`, key])).values()];
      return (await Promise.all(chunks(unique, 100).map(readChunk))).flat();
    },
    writeOnce: async (writes) => {
      await Promise.all(chunks(writes as readonly RowWrite[], 25).map(writeChunk));
    },
    increment: async (counter, by = 1) => {
      const answer = await withRetries(() =>
        documents.send(
          new UpdateCommand({
            TableName: table,
            Key: { pk: `COUNTER#${counter}`, sk: '#' },
            UpdateExpression: 'SET #type = :type, #schema = :schema ADD #version :by',
            ConditionExpression: 'attribute_not_exists(#pk) OR #type = :type',
            ExpressionAttributeNames: { '#type': 'type', '#schema': 'schema', '#version': 'version', '#pk': primaryKey.partition },
            ExpressionAttributeValues: { ':type': 'Counter', ':schema': 1, ':by': by },
            ReturnValues: 'UPDATED_NEW',
          }),
        ),
      );
      return answer.Attributes?.version as number;
    },
  };
};
