import {
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { noticedRestoreKey, timeToLiveAttribute } from '../../shared/data/table.ts';
import type { RestoreContext } from '../restore-settings.ts';

export interface RestoreRequest {
  /** The table that was lost or damaged. It need not exist any more if a backup is named. */
  readonly source: string;
  /** The name of the new table. */
  readonly target: string;
  /** The ARN of a backup, or the time to go back to. @default the latest restorable time */
  readonly from?: { readonly backup: string } | { readonly at: Date } | undefined;
  /** Whether the new table refuses to be deleted. */
  readonly isProtected: boolean;
}

const mostHours = 12;

const ready = (client: DynamoDBClient, TableName: string): Promise<unknown> =>
  waitUntilTableExists({ client, maxWaitTime: mostHours * 3_600, minDelay: 1, maxDelay: 20 }, { TableName });

const copy = (client: DynamoDBClient, { source, target, from }: RestoreRequest): Promise<unknown> => {
  if (from && 'backup' in from) return client.send(new RestoreTableFromBackupCommand({ BackupArn: from.backup, TargetTableName: target }));
  const time = from ? { RestoreDateTime: from.at } : { UseLatestRestorableTime: true };
  return client.send(new RestoreTableToPointInTimeCommand({ SourceTableName: source, TargetTableName: target, ...time }));
};

/** Switches on what DynamoDB does not restore: stream, TTL, point-in-time recovery and protection. Each step needs a table at rest. */
const complete = async (client: DynamoDBClient, { target: TableName, isProtected }: RestoreRequest): Promise<string> => {
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;
  const { Table: before } = await client.send(new DescribeTableCommand({ TableName }));
  if (!before?.StreamSpecification?.StreamEnabled) await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  await ready(client, TableName);
  if (isProtected) await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  const TimeToLiveSpecification = { AttributeName: timeToLiveAttribute, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (!Table?.LatestStreamArn) throw new Error(`the stream of ${TableName} was not switched on: switch it on and run this again`);
  return Table.LatestStreamArn;
};

/** The epoch of the last restore that the functions have noticed in a table; 0 if there was none or the table is gone. */
const epochIn = async (client: DynamoDBClient, TableName: string): Promise<number> => {
  const { pk, sk } = noticedRestoreKey;
  const answer = await client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk }, sk: { S: sk } } })).catch((error: Error) => {
    if (error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  });
  return Number(answer?.Item?.data?.M?.epoch?.N ?? 0);
};

/**
 * Restores the table under a new name, with everything that the product needs of it. Nothing uses the new table before a deployment with
 * the context that is returned.
 */
export const restoreTable = async (client: DynamoDBClient, request: RestoreRequest): Promise<Required<RestoreContext>> => {
  await copy(client, request);
  await ready(client, request.target);
  const tableStreamArn = await complete(client, request);
  const epochs = await Promise.all([request.source, request.target].map((table) => epochIn(client, table)));
  return { tableName: request.target, tableStreamArn, restoreEpoch: String(Math.max(...epochs) + 1) };
};
