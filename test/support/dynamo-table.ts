import { randomUUID } from 'node:crypto';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import type { Records, UnreadableRow } from '../../shared/data/records.ts';
import { indexes, primaryKey } from '../../shared/data/table.ts';
import { emulatorDynamoDb } from './emulator.ts';
import { inMemoryRecords } from './in-memory-records.ts';

interface KeyPair {
  readonly partition: string;
  readonly sort: string;
}

const keySchema = ({ partition, sort }: KeyPair) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

/** Creates an empty table as in the data stack, with a unique name. */
export const newTable = async (client: DynamoDBClient): Promise<string> => {
  const table = `records-${randomUUID()}`;
  const names = [primaryKey, ...Object.values(indexes)].flatMap(({ partition, sort }) => [partition, sort]);
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: keySchema(primaryKey),
      GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, pair]) => ({
        IndexName,
        KeySchema: keySchema(pair),
        Projection: { ProjectionType: 'KEYS_ONLY' as const },
      })),
    }),
  );
  return table;
};

/** Records that keep the unreadable rows that were reported. */
export type ReportedRecords = Records & { readonly unreadableRows: readonly UnreadableRow[] };

/** The implementations of `Records` by name. A contract suite runs on each: `describe.each(recordsKinds)('… on %s', (_, open) => …)`. */
export const recordsKinds: readonly (readonly [name: string, open: () => Promise<ReportedRecords>])[] = [
  ['the in-memory table', async () => inMemoryRecords()],
  [
    "the emulator's DynamoDB",
    async () => {
      const client = emulatorDynamoDb();
      const unreadableRows: UnreadableRow[] = [];
      const records = dynamoRecords({ table: await newTable(client), client, unreadable: (row) => unreadableRows.push(row) });
      return { ...records, unreadableRows };
    },
  ],
];
