import { Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Stage } from '../stage.ts';
import { type AlarmSet, filled, fiveMinutes, greatestOf, oneMinute, sumOf, zeroIfMissing } from './alarm-set.ts';
import { storedObjects } from './event-publishing.ts';

export interface WatchedResources {
  readonly api: apigateway.IHttpApi;
  readonly table: dynamodb.ITable;
  readonly workflow: sfn.StateMachine;
  readonly sends: sqs.IQueue;
  /** The queues of imports and exports, whose messages must not wait for long. */
  readonly backgroundWork: readonly sqs.IQueue[];
  /** Queues with an alarm on their first message, by the first part of the alarm's name. */
  readonly deadLetters: Readonly<Record<string, sqs.IQueue>>;
  /** The bucket of events that could not be published. */
  readonly unpublished: s3.IBucket;
}

/** The requests that functions make to the table. Its metrics about them have one of these as dimension. */
const operations = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'TransactWriteItems', 'BatchWriteItem'] as const;

/** More conflicts than this in five minutes are contention. A few are normal, because decisions are conditional. */
const conflicts = 100;

/** A message that is older than this, in seconds, has failed again and again. One run takes less than a minute. */
const stuckAfter = 900;

/** The alarms on metrics that AWS itself keeps, so that none of them depends on what it watches. */
export const resourceAlarms = (alarms: AlarmSet, resources: WatchedResources, { watchdogMinutes }: Stage): void => {
  const { api, table, workflow, sends, backgroundWork, deadLetters, unpublished } = resources;
  for (const [what, queue] of Object.entries(deadLetters)) {
    alarms.above(`${what} not empty`, queue.metricApproximateNumberOfMessagesVisible(oneMinute), 0);
  }
  const ages = backgroundWork.map((queue) => queue.metricApproximateAgeOfOldestMessage(oneMinute));
  alarms.above('Imports or exports are stuck', greatestOf('Age of the oldest message', ages, Duration.minutes(1)), stuckAfter, filled);
  const dimensionsMap = { BucketName: unpublished.bucketName, FilterId: storedObjects };
  const stored = new cloudwatch.Metric({ namespace: 'AWS/S3', metricName: 'PutRequests', dimensionsMap, ...fiveMinutes });
  alarms.above('Events could not be published', stored, 0);
  alarms.above('API answers with 5xx', api.metricServerError(fiveMinutes), 0);
  const lost = [workflow.metricFailed(fiveMinutes), workflow.metricTimedOut(fiveMinutes), workflow.metricAborted(fiveMinutes)];
  alarms.above('Change workflow failed', sumOf('Executions that ended early', lost), 0, filled);

  const ofTable = (metricName: string) =>
    operations.map((Operation) => table.metric(metricName, { ...fiveMinutes, dimensionsMap: { TableName: table.tableName, Operation } }));
  alarms.above('Table is throttled', sumOf('Throttled requests', ofTable('ThrottledRequests')), 0, filled);
  alarms.above('Table is failing', sumOf('System errors', ofTable('SystemErrors')), 0, filled);
  alarms.above('Transactions conflict', table.metric('TransactionConflict', fiveMinutes), conflicts);
  alarms.above('Mails bounce', reputation(), 0.5, filled);
  // A message is deleted from the send queue when its delivery was accepted, so this watches the whole path of an alert.
  if (watchdogMinutes !== undefined) {
    const delivered = sends.metricNumberOfMessagesDeleted(fiveMinutes);
    alarms.silent('Watchdog is absent', delivered, { periods: Math.ceil(watchdogMinutes / 5) });
  }
};

/**
 * How close the account is to the rates at which SES reviews it, and may stop sending: bounces of 5 %, complaints of 0.1 %. At 1 one of them
 * is reached. SES keeps these metrics for the whole account.
 */
const reputation = (): cloudwatch.IMetric => {
  const rate = (kind: string) =>
    new cloudwatch.Metric({
      namespace: 'AWS/SES',
      metricName: `Reputation.${kind}Rate`,
      period: Duration.hours(1),
      statistic: 'Maximum',
    });
  return new cloudwatch.MathExpression({
    label: 'Bounces and complaints, in parts of the limit',
    period: Duration.hours(1),
    expression: `MAX([${zeroIfMissing('bounces')} / 0.05, ${zeroIfMissing('complaints')} / 0.001])`,
    usingMetrics: { bounces: rate('Bounce'), complaints: rate('Complaint') },
  });
};
