import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { RetentionDays } from '../domain/retention.ts';
import type { RowWrite } from './records.ts';
import { speakable } from './speakable.ts';
import { storedRow } from './stored-row.ts';
import { primaryKey } from './table.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

const isAbsent = 'attribute_not_exists(#pk)';

const condition = (when: 'absent' | 'vacant' | number): Condition => {
  if (when === 'absent') return { ConditionExpression: isAbsent, ExpressionAttributeNames: { '#pk': primaryKey.partition } };
  if (when === 'vacant')
    return {
      ConditionExpression: `${isAbsent} OR attribute_exists(#data.#removedAt)`,
      ExpressionAttributeNames: { '#pk': primaryKey.partition, '#data': 'data', '#removedAt': 'removedAt' },
    };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': when },
  };
};

/** The write as an entry of a transaction, with its condition (T2). */
export const transactItem = (table: string, write: RowWrite, days: RetentionDays): TransactItem => {
  const { kind, key, when } = write;
  const common = { TableName: table, ...(when === 'any' ? {} : condition(when)) };
  if (kind === 'put') return { Put: { ...common, Item: speakable(storedRow(write, days)) } };
  if (kind === 'remove') return { Delete: { ...common, Key: key } };
  if (when === 'any') throw new Error(`a check of ${key.pk} needs a condition: "absent" or a version`);
  return { ConditionCheck: { ...common, ...condition(when), Key: key } };
};

/** The write as a request of its own, without a transaction. @throws Error for any other write than a conditional put */
export const putItem = (table: string, { row, when, label }: RowWrite) => {
  if (!row || when === 'any') throw new Error(`${label}: only a conditional put can be committed alone`);
  return { TableName: table, ...condition(when), Item: speakable(row) };
};
