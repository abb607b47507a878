import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { allFunctions } from '../../shared/functions/all-functions.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { statementsOf, templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');
const functions = Object.values(service.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
const functionOf = (name: string) => functions.find(({ FunctionName }) => FunctionName === `quiesce-prod-${name}`);
const statements = statementsOf(service);
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

it('no function uses SnapStart, with which Lambda passes no credentials in the environment', () => {
  expect(functions.filter(({ SnapStart }) => SnapStart !== undefined)).toEqual([]);
});

it('every function has exactly the environment that its record names', () => {
  for (const record of allFunctions) {
    const variables = functionOf(record.name)?.Environment.Variables;
    expect(Object.keys(variables).sort()).toEqual([...Object.keys(environmentOf(record).shape), 'POWERTOOLS_SERVICE_NAME'].sort());
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

/** Names a resource by the logical ids in it. A resource that is not listed, such as `*`, is shown as it is. */
const places: readonly (readonly [pattern: RegExp, place: string])[] = [
  [/RecordsTable\w*StreamArn/, 'stream'],
  [/RecordsTable.*\/index\/inOrder"/, 'index inOrder'],
  [/RecordsTable.*\/index\/bySelector"/, 'index bySelector'],
  [/RecordsTable.*\/index\/byTime"/, 'index byTime'],
  [/RecordsTable.*\/index\/pending"/, 'index pending'],
  [/RecordsTable/, 'table'],
  [/RecordsKey/, 'table key'],
  [/SealKey/, 'seal key'],
  [/SendsQueue/, 'send queue'],
  [/ReleasesQueue/, 'release queue'],
  [/AlarmEventsQueue/, 'alarm queue'],
  [/ImportsQueue/, 'import queue'],
  [/ExportsQueue/, 'export queue'],
  [/TransferFilesBucket/, 'files'],
  [/FailedInvocations/, 'failed invocations'],
  [/EventPublishingFailures/, 'failures bucket'],
  [/BusAE|Bus[0-9A-F]/, 'bus'],
  [/quiesce-prod-change-workflow/, 'workflow'],
  [/:identity\/|:configuration-set\//, 'mail identity'],
  [/^"arn:\*:sns:\*:\*:quiesce-prod-\*"$/, 'own topics (denied)'],
  [/^"arn:aws:sns:eu-central-1:123456789012:pages-\*"$/, 'listed topics'],
  [/Logs/, 'own logs'],
];
const placeOf = (resource: string): string => places.find(([pattern]) => pattern.test(resource))?.[1] ?? resource;

/** Each permission of a function's role as "action on place", once. */
const permissionsOf = (name: string): string[] =>
  [
    ...new Set(
      statements
        .filter(({ policy }) => policy.startsWith(`Functions${name.replaceAll('-', '')}Role`))
        .flatMap(({ actions, resource }) => actions.map((action) => `${action} on ${placeOf(resource)}`)),
    ),
  ].sort();

const on = (place: string, service: string, ...actions: readonly string[]): string[] =>
  actions.map((action) => `${service}:${action} on ${place}`);

/** Written by hand from what each function does, and not from the records that the template is made from. */
const logs = on('own logs', 'logs', 'CreateLogStream', 'PutLogEvents');
/** Permissions on the table: `actions` are those of the Lambda function's rows, with the indexes that it queries. */
const table = (actions: string, indexes = '') => [
  ...actions.split(' ').map((action) => `dynamodb:${action} on table`),
  ...(indexes ? indexes.split(' ').map((index) => `dynamodb:Query on index ${index}`) : []),
  ...on('table key', 'kms', 'Decrypt', 'Encrypt', 'GenerateDataKey', 'DescribeKey'),
];
const reading = 'GetItem BatchGetItem Query';
const alarmActions = `${reading} ConditionCheckItem PutItem DeleteItem`;
const queueing = (queue: string) => on(queue, 'sqs', 'SendMessage');
const consuming = (queue: string) =>
  on(queue, 'sqs', 'ReceiveMessage', 'ChangeMessageVisibility', 'GetQueueUrl', 'DeleteMessage', 'GetQueueAttributes');
const goingOn = (queue: string) => [...consuming(queue), ...queueing(queue)];
const files = (...actions: string[]) => on('files', 's3', ...actions);
const asynchronous = on('failed invocations', 'sqs', 'SendMessage', 'GetQueueAttributes', 'GetQueueUrl');
const stream = [
  ...on('stream', 'dynamodb', 'DescribeStream', 'GetRecords', 'GetShardIterator'),
  'dynamodb:ListStreams on "*"',
  ...on('failures bucket', 's3', 'ListBucket', 'PutObject'),
  ...on('table key', 'kms', 'Decrypt'),
];
const [sealing = [], unsealing = []] = ['Encrypt', 'Decrypt'].map((action) => on('seal key', 'kms', action));
const mailing = on('mail identity', 'ses', 'SendEmail');
const publishing = on('bus', 'events', 'PutEvents');
const starting = on('workflow', 'states', 'StartExecution');

const expectedPermissions: Readonly<Record<string, readonly string[]>> = {
  system: logs,
  people: [...logs, ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem`, 'inOrder byTime')],
  assets: [...logs, ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem`, 'inOrder')],
  imports: [...logs, ...table(`${reading} PutItem`, 'inOrder'), ...queueing('export queue'), ...files('PutObject', 'GetObject')],
  import: [...logs, ...table(`${reading} PutItem DeleteItem BatchWriteItem`), ...goingOn('import queue'), ...files('GetObject')],
  export: [...logs, ...table(`${reading} PutItem`, 'inOrder'), ...goingOn('export queue'), ...files('PutObject', 'GetObject')],
  reports: [...logs, ...table(`${reading} ConditionCheckItem PutItem`, 'inOrder bySelector byTime')],
  'configuration-items': [...logs, ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem`, 'inOrder')],
  changes: [...logs, ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem UpdateItem`, 'inOrder bySelector')],
  approvals: [...logs, ...table(`${reading} ConditionCheckItem PutItem BatchWriteItem`, 'inOrder bySelector'), ...mailing],
  monitors: [
    ...logs,
    ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem`, 'inOrder bySelector byTime'),
    ...sealing,
    ...queueing('send queue'),
  ],
  ingest: [...logs, ...table(alarmActions), ...queueing('send queue')],
  evaluate: [...logs, ...table(`${reading} ConditionCheckItem PutItem`, 'byTime')],
  'change-workflow': [
    ...logs,
    ...table(`${reading} ConditionCheckItem PutItem BatchWriteItem`),
    ...asynchronous,
    ...starting,
    ...on('workflow', 'states', 'SendTaskSuccess'),
  ],
  cloudwatch: [...logs, ...table(alarmActions, 'inOrder'), ...consuming('alarm queue'), ...queueing('send queue')],
  publish: [...logs, ...table('PutItem'), ...stream, ...publishing],
  notify: [...logs, ...table(`${reading} PutItem`, 'inOrder'), ...asynchronous, ...mailing],
  release: [
    ...logs,
    ...table(`${reading} PutItem`, 'inOrder'),
    ...consuming('release queue'),
    ...queueing('send queue'),
    ...queueing('release queue'),
  ],
  send: [
    ...logs,
    ...table(`${reading} PutItem DeleteItem`),
    ...consuming('send queue'),
    ...unsealing,
    ...on('listed topics', 'sns', 'Publish'),
    ...on('own topics (denied)', 'sns', 'Publish'),
  ],
  sweep: [
    ...logs,
    ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem`, 'inOrder bySelector byTime pending'),
    ...asynchronous,
    ...queueing('send queue'),
    ...queueing('release queue'),
    ...publishing,
    ...starting,
  ],
};

it.each(readdirSync('functions'))('X3 the role of %s has the permissions that its function uses, and no others', (name) => {
  expect(permissionsOf(name)).toEqual([...new Set(expectedPermissions[name])].sort());
});

it('M5 the send function may publish to listed topics, and is denied those of the stage', () => {
  const ofSend = Object.entries(service.findResources('AWS::IAM::Policy')).filter(([id]) => id.startsWith('FunctionssendRole'));
  const found = ofSend
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => Action === 'sns:Publish')
    .map(({ Effect, Resource }) => [Effect, Resource]);

  expect(found).toEqual([
    ['Allow', 'arn:aws:sns:eu-central-1:123456789012:pages-*'],
    ['Deny', 'arn:*:sns:*:*:quiesce-prod-*'],
  ]);
});

it('in prod the functions of the paging path have reserved concurrency', () => {
  for (const name of ['ingest', 'evaluate', 'cloudwatch', 'send', 'release', 'sweep'])
    expect(functionOf(name)?.ReservedConcurrentExecutions).toBeGreaterThan(0);
});

it('E2 an asynchronous invocation is tried three times, a run of the sweep once, and then goes to a dead-letter queue', () => {
  const configs = Object.values(service.findResources('AWS::Lambda::EventInvokeConfig')).map(({ Properties }) => Properties);
  expect(configs).toHaveLength(3);
  for (const { FunctionName, MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } of configs) {
    // The next run of the sweep starts within a minute (T9).
    const isSweep = FunctionName.Ref.startsWith('Functionssweep');
    expect({ MaximumRetryAttempts, MaximumEventAgeInSeconds }).toEqual(
      isSweep ? { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } : { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21_600 },
    );
    expect(DestinationConfig.OnFailure.Destination).toBeDefined();
  }
});

it('every log group has a retention time', () => {
  service.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
});
