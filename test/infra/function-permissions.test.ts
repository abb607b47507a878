import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { statementsOf, templatesOf } from './synthesized.ts';

const statements = statementsOf(templatesOf('prod').service);

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
  [/ConfigEventsQueue/, 'config queue'],
  [/ConfigEventsDeadLetters/, 'dead letters of the config queue'],
  [/OversizedChangeNotification/, 'files of AWS Config'],
  [/ImportsQueue/, 'import queue'],
  [/ExportsQueue/, 'export queue'],
  [/TransferFilesBucket/, 'files'],
  [/SealsBucket/, 'seals'],
  [/SealsKey/, 'key of the seals'],
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
  calendars: [...logs, ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem`, 'inOrder bySelector')],
  services: [...logs, ...table(`${reading} ConditionCheckItem PutItem`, 'bySelector byTime')],
  assets: [...logs, ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem`, 'inOrder')],
  imports: [
    ...logs,
    ...table(`${reading} ConditionCheckItem PutItem`, 'inOrder'),
    ...queueing('export queue'),
    ...files('PutObject', 'GetObject'),
  ],
  import: [
    ...logs,
    ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem UpdateItem`, 'inOrder bySelector'),
    ...goingOn('import queue'),
    ...files('GetObject'),
  ],
  export: [
    ...logs,
    ...table(`${reading} PutItem`, 'inOrder bySelector byTime'),
    ...goingOn('export queue'),
    ...files('PutObject', 'GetObject'),
  ],
  reports: [...logs, ...table(`${reading} ConditionCheckItem PutItem`, 'inOrder bySelector byTime'), ...queueing('export queue')],
  'configuration-items': [
    ...logs,
    ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem`, 'inOrder bySelector byTime'),
    ...on('seals', 's3', 'ListBucket', 'ListBucketVersions'),
  ],
  seal: [
    ...logs,
    ...table('BatchGetItem', 'byTime'),
    ...asynchronous,
    ...on('seals', 's3', 'ListBucket', 'PutObject'),
    ...on('key of the seals', 'kms', 'GenerateDataKey'),
  ],
  changes: [...logs, ...table(`${reading} ConditionCheckItem PutItem DeleteItem BatchWriteItem UpdateItem`, 'inOrder bySelector byTime')],
  approvals: [...logs, ...table(`${reading} ConditionCheckItem PutItem BatchWriteItem`, 'inOrder bySelector byTime'), ...mailing],
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
    ...table(`${reading} ConditionCheckItem PutItem BatchWriteItem`, 'inOrder bySelector byTime'),
    ...asynchronous,
    ...starting,
    ...on('workflow', 'states', 'SendTaskSuccess'),
  ],
  cloudwatch: [...logs, ...table(alarmActions, 'inOrder'), ...consuming('alarm queue'), ...queueing('send queue')],
  drift: [
    ...logs,
    ...table(`${reading} ConditionCheckItem PutItem BatchWriteItem UpdateItem`),
    ...consuming('config queue'),
    ...queueing('dead letters of the config queue'),
    ...on('files of AWS Config', 's3', 'GetObject'),
  ],
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
    ...table(`${reading} ConditionCheckItem PutItem UpdateItem DeleteItem BatchWriteItem`, 'inOrder bySelector byTime pending'),
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
