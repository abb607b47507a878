import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  GetItemCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { noticedRestoreKey, timeToLiveAttribute } from '../../shared/data/table.ts';
import type { RestoreContext } from '../restore-settings.ts';

export interface CopyRequest {
  /** The table that was lost or damaged. It need not exist any more if a backup is named. */
  readonly source: string;
  /** The name of the new table. */
  readonly target: string;
  /** The ARN of a backup, or the time to go back to. @default the latest restorable time */
  readonly from?: { readonly backup: string } | { readonly at: Date } | undefined;
}

export interface CompletionRequest {
  readonly source: string;
  readonly target: string;
  /** Whether the new table refuses to be deleted. */
  readonly isProtected: boolean;
}

/** The settings that put a restored table in place. */
export type RestoredTable = Required<Pick<RestoreContext, 'tableName' | 'tableStreamArn' | 'restoreEpoch'>>;

const mostHours = 12;

/** Waits until a table is at rest. A copy takes minutes to hours. */
const ready = (client: DynamoDBClient, TableName: string): Promise<unknown> =>
  waitUntilTableExists({ client, maxWaitTime: mostHours * 3_600, minDelay: 1, maxDelay: 20 }, { TableName });

/** Lets DynamoDB begin to copy the lost table into a new one. It goes on by itself, and `completeTable` waits for it. */
export const copyTable = async (client: DynamoDBClient, { source, target, from }: CopyRequest): Promise<void> => {
  if (from && 'backup' in from) {
    await client.send(new RestoreTableFromBackupCommand({ BackupArn: from.backup, TargetTableName: target }));
    return;
  }
  const time = from ? { RestoreDateTime: from.at } : { UseLatestRestorableTime: true };
  await client.send(new RestoreTableToPointInTimeCommand({ SourceTableName: source, TargetTableName: target, ...time }));
};

/** Refuses a name that no table has, because waiting for it would take hours. */
const assertExists = (client: DynamoDBClient, TableName: string): Promise<unknown> =>
  client.send(new DescribeTableCommand({ TableName })).catch((error: Error) => {
    if (error.name !== 'ResourceNotFoundException') throw error;
    throw new Error(`there is no table ${TableName}: give the name of the new table, to which the lost one was restored`);
  });

const describe = async (client: DynamoDBClient, TableName: string): Promise<TableDescription> => {
  await ready(client, TableName);
  return (await client.send(new DescribeTableCommand({ TableName }))).Table ?? {};
};

const withStream = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  if ((await describe(client, TableName)).StreamSpecification?.StreamEnabled) return;
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;
  await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
};

const withProtection = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  if ((await describe(client, TableName)).DeletionProtectionEnabled) return;
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
};

/** DynamoDB refuses to switch on what is on already. */
const withTimeToLive = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  await ready(client, TableName);
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (['ENABLED', 'ENABLING'].includes(TimeToLiveDescription?.TimeToLiveStatus ?? '')) return;
  const TimeToLiveSpecification = { AttributeName: timeToLiveAttribute, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
};

const withPointInTimeRecovery = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  if (ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED') return;
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
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
 * Waits for the copy, and switches on what DynamoDB does not restore: stream, protection, TTL and point-in-time recovery. Each step is left out
 * if it is done already, so it is safe to run again. Nothing uses the new table before a deployment with the settings that are returned.
 */
export const completeTable = async (client: DynamoDBClient, request: CompletionRequest): Promise<RestoredTable> => {
  const { source, target, isProtected } = request;
  await assertExists(client, target);
  await withStream(client, target);
  if (isProtected) await withProtection(client, target);
  await withTimeToLive(client, target);
  await withPointInTimeRecovery(client, target);
  const { LatestStreamArn } = await describe(client, target);
  if (!LatestStreamArn) throw new Error(`the stream of ${target} was not switched on: run this again`);
  const epochs = await Promise.all([source, target].map((table) => epochIn(client, table)));
  return { tableName: target, tableStreamArn: LatestStreamArn, restoreEpoch: String(Math.max(...epochs) + 1) };
};
