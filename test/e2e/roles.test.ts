import { DynamoDBClient, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from '@jest/globals';
import { clientFor } from '../../infra/local/emulator.ts';
import { assumeRoleOf } from '../support/deployed-functions.ts';
import { deployedStack } from '../support/stack.ts';

const stack = deployedStack();

it('X3 the local stack enforces roles as AWS does: an action that the role of a function does not allow is denied', async () => {
  const client = { ...clientFor(stack.awsEndpoint), credentials: await assumeRoleOf(stack, 'evaluate') };
  const table = new DynamoDBClient(client);
  const emptyPartition = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'nothing' } } };

  expect((await table.send(new QueryCommand({ TableName: stack.tableName, ...emptyPartition }))).Count).toBe(0);
  await expect(table.send(new ScanCommand({ TableName: stack.tableName }))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const message = new SendMessageCommand({ QueueUrl: stack.outputs.SendQueueUrl, MessageBody: '{}' });
  await expect(new SQSClient(client).send(message)).rejects.toMatchObject({ name: expect.stringMatching(/AccessDenied/) });
});
