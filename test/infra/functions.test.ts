import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { functionSchemas } from '../../infra/constructs/functions.ts';
import { statementsOf, templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');
const functions = Object.values(service.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
const functionOf = (name: string) => functions.find(({ FunctionName }) => FunctionName === `quiesce-prod-${name}`);
const statements = statementsOf(service);
const actionsOf = (name: string) =>
  statements.filter(({ policy }) => policy.startsWith(`Functions${name.replaceAll('-', '')}Role`)).flatMap(({ actions }) => actions);

it('each folder of functions is deployed as a function, and there is no other function', () => {
  const folders = readdirSync('functions').map((name) => `quiesce-prod-${name}`);
  expect(functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(folders.sort());
});

it('every function has an explicit runtime, runs on arm64, and has a timeout and its own role', () => {
  for (const { Runtime, Architectures, Timeout } of functions) {
    expect({ Runtime, Architectures }).toEqual({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    expect(Timeout).toBeLessThanOrEqual(120);
  }
  expect(new Set(functions.map(({ Role }) => JSON.stringify(Role))).size).toBe(functions.length);
});

it('every function has exactly the environment variables of its schema', () => {
  for (const [name, schema] of Object.entries(functionSchemas)) {
    const variables = functionOf(name)?.Environment.Variables;
    expect(Object.keys(variables).sort()).toEqual([...Object.keys(schema().shape), 'POWERTOOLS_SERVICE_NAME'].sort());
    expect(JSON.stringify(variables)).not.toContain('undefined');
  }
});

it('T1 no role may scan the table', () => {
  expect(statements.filter(({ actions }) => actions.some((action) => /scan/i.test(action)))).toEqual([]);
});

it('X3 no role has a wildcard action', () => {
  expect(statements.filter(({ actions }) => actions.some((action) => action.includes('*')))).toEqual([]);
});

it('X3 no role has a permission on all resources, except to list streams, which has no resource', () => {
  const everywhere = statements.filter(({ resource }) => resource === '"*"');
  expect(everywhere.flatMap(({ actions }) => actions)).toEqual(['dynamodb:ListStreams']);
});

it('X3 each role has only the actions that its function uses', () => {
  const special = (name: string) => actionsOf(name).filter((action) => !/^(dynamodb|logs|kms:(Describe|Generate))/.test(action));
  const decrypt = ['kms:Decrypt', 'kms:Encrypt'];
  const failures = ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];
  const consume = ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  const expected: Record<string, string[]> = {
    system: [],
    people: decrypt,
    approvals: [...decrypt, 'ses:SendEmail'],
    monitors: [...decrypt, ...decrypt],
    ingest: [...decrypt, 'sqs:SendMessage'],
    notify: [...decrypt, 'ses:SendEmail', ...failures],
    'change-workflow': [...decrypt, 'states:StartExecution', 'states:SendTaskSuccess', ...failures],
    release: [...decrypt, 'sqs:SendMessage', 'sqs:SendMessage', ...consume],
    send: [...decrypt, ...decrypt, 'sqs:SendMessage', 'sqs:ChangeMessageVisibility', ...consume],
  };
  const unlike = (name: string) => [...new Set(special(name))].sort().join() !== [...new Set(expected[name])].sort().join();
  expect(
    Object.keys(expected)
      .filter(unlike)
      .map((name) => [name, special(name)]),
  ).toEqual([]);
});

it('X3 the function that answers without a token has no access to the table', () => {
  expect(actionsOf('system').some((action) => action.startsWith('dynamodb'))).toBe(false);
});

it('in prod the functions of the paging path have reserved concurrency', () => {
  for (const name of ['ingest', 'evaluate', 'send']) expect(functionOf(name)?.ReservedConcurrentExecutions).toBeGreaterThan(0);
});

it('E2 an asynchronous invocation is tried three times and then goes to a dead-letter queue', () => {
  for (const [, { Properties }] of Object.entries(service.findResources('AWS::Lambda::EventInvokeConfig'))) {
    expect(Properties.MaximumRetryAttempts).toBe(2);
    expect(Properties.DestinationConfig.OnFailure.Destination).toBeDefined();
  }
  service.resourceCountIs('AWS::Lambda::EventInvokeConfig', 3);
});

it('every log group has a retention time', () => {
  service.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
});
