import { executionArn, identityArn, type RoleRequest, resources, topicArn, workflowArn } from './simulated-roles.ts';

const on = (resource: string, ...actions: readonly string[]): readonly RoleRequest[] => actions.map((action) => ({ action, resource }));
const through = (resource: string, ...actions: readonly string[]): readonly RoleRequest[] =>
  actions.map((action) => ({ action, resource, context: { 'kms:ViaService': 'dynamodb.eu-central-1.amazonaws.com' } }));

/**
 * Requests to everything but the table. A function may make those that its line in `expected` names, and no others. SendTaskSuccess is not
 * among them, because AWS's list of actions names no resource for it; functions.test.ts checks its statement.
 */
export const requests: Readonly<Record<string, readonly RoleRequest[]>> = {
  logs: on(resources.logs.arn.replace('*', 'log-stream:a'), 'logs:PutLogEvents'),
  'table key': through(resources.tableKey.arn, 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'),
  'table key, not through DynamoDB': on(resources.tableKey.arn, 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'),
  seal: on(resources.sealKey.arn, 'kms:Encrypt'),
  unseal: on(resources.sealKey.arn, 'kms:Decrypt'),
  'other use of the seal key': on(
    resources.sealKey.arn,
    'kms:GenerateDataKey',
    'kms:ScheduleKeyDeletion',
    'kms:DisableKey',
    'kms:PutKeyPolicy',
  ),
  'queue a delivery': on(resources.sendQueue.arn, 'sqs:SendMessage'),
  'consume deliveries': on(resources.sendQueue.arn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'),
  'queue a pass': on(resources.releaseQueue.arn, 'sqs:SendMessage'),
  'consume passes': on(resources.releaseQueue.arn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'),
  'consume alarm events': on(resources.alarmQueue.arn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'),
  'queue an alarm event': on(resources.alarmQueue.arn, 'sqs:SendMessage'),
  'consume config events': on(resources.configQueue.arn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'),
  'queue a config event': on(resources.configQueue.arn, 'sqs:SendMessage'),
  'put away a config event': on(resources.configDeadLetters.arn, 'sqs:SendMessage'),
  'read config events that were put away': on(resources.configDeadLetters.arn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage'),
  'read a file of AWS Config': on('arn:aws:s3:::config-files/AWSLogs/1/Config/2026/OversizedChangeNotification/a', 's3:GetObject'),
  'read other files of AWS Config': [
    ...on('arn:aws:s3:::config-files/AWSLogs/1/Config/2026/ConfigSnapshot/a', 's3:GetObject'),
    ...on('arn:aws:s3:::other-files/AWSLogs/1/Config/2026/OversizedChangeNotification/a', 's3:GetObject'),
    ...on('arn:aws:s3:::config-files', 's3:ListBucket'),
  ],
  'consume imports': on(resources.importQueue.arn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'),
  'queue an import': on(resources.importQueue.arn, 'sqs:SendMessage'),
  'consume exports': on(resources.exportQueue.arn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'),
  'queue an export': on(resources.exportQueue.arn, 'sqs:SendMessage'),
  'upload a file to import': on(`${resources.transferFiles.arn}/imports/a`, 's3:PutObject'),
  'read an uploaded file': on(`${resources.transferFiles.arn}/imports/a`, 's3:GetObject'),
  'write an exported file': on(`${resources.transferFiles.arn}/exports/a`, 's3:PutObject'),
  'read an exported file': on(`${resources.transferFiles.arn}/exports/a`, 's3:GetObject'),
  'read what is sealed': on(resources.seals.arn, 's3:ListBucketVersions'),
  'list what is sealed': on(resources.seals.arn, 's3:ListBucket'),
  'seal a day': [
    ...on(`${resources.seals.arn}/days/2026-11-24.json`, 's3:PutObject'),
    ...on(`${resources.seals.arn}/versions/a`, 's3:PutObject'),
  ],
  'encrypt what is sealed': on(resources.sealsKey.arn, 'kms:GenerateDataKey'),
  'change what is sealed': on(
    `${resources.seals.arn}/days/2026-11-24.json`,
    ...['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention', 's3:PutObjectRetention', 's3:PutObjectLegalHold'],
  ),
  'other use of the files': [
    ...on(`${resources.transferFiles.arn}/imports/a`, 's3:DeleteObject', 's3:PutObjectAcl'),
    ...on(resources.transferFiles.arn, 's3:ListBucket', 's3:PutBucketNotification', 's3:PutBucketPolicy'),
  ],
  'purge queues': [
    resources.sendQueue,
    resources.releaseQueue,
    resources.alarmQueue,
    resources.configQueue,
    resources.importQueue,
    resources.exportQueue,
  ].flatMap(({ arn }) => on(arn, 'sqs:PurgeQueue')),
  'report a failed invocation': on(resources.failedInvocations.arn, 'sqs:SendMessage'),
  'read failed invocations': on(resources.failedInvocations.arn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage'),
  'put events': on(resources.bus.arn, 'events:PutEvents'),
  'read the stream': on(resources.stream.arn, 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'),
  'store a failed batch': on(`${resources.failures.arn}/a`, 's3:PutObject'),
  'read or delete failed batches': on(`${resources.failures.arn}/a`, 's3:GetObject', 's3:DeleteObject'),
  'start the workflow': on(workflowArn, 'states:StartExecution'),
  'other use of the workflow': on(executionArn, 'states:DescribeExecution', 'states:StopExecution'),
  mail: on(identityArn, 'ses:SendEmail'),
  'publish to a listed topic': on(topicArn('pages-a'), 'sns:Publish'),
  'publish to other topics': [...on(topicArn('other'), 'sns:Publish'), ...on(topicArn('quiesce-prod-alarms'), 'sns:Publish')],
  'manage the table': on(resources.table.arn, 'dynamodb:Scan', 'dynamodb:DeleteTable', 'dynamodb:UpdateTable', 'dynamodb:UpdateTimeToLive'),
  'read as a batch of statements': on(resources.table.arn, 'dynamodb:PartiQLSelect', 'dynamodb:PartiQLDelete'),
};
