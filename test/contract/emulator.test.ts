import { randomUUID } from 'node:crypto';
import { CreateTableCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from '@jest/globals';
import { emulatorDynamoDb } from '../support/emulator.ts';

it('the emulator refuses a transaction whose condition fails, as DynamoDB does', async () => {
  const client = emulatorDynamoDb();
  const TableName = `emulator-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  const put = new TransactWriteItemsCommand({
    TransactItems: [{ Put: { TableName, Item: { pk: { S: 'one' } }, ConditionExpression: 'attribute_not_exists(pk)' } }],
  });
  await client.send(put);

  await expect(client.send(put)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  client.destroy();
});
