import { expect, it } from '@jest/globals';
import { Match } from './cdk.ts';
import { templatesOf } from './synthesized.ts';
import { type AlarmProperties, alarmsOf, metricsOf, plainName } from './watched-metrics.ts';

const { service } = templatesOf('prod');

const alarms = alarmsOf(service);

/** Each alarm, and the metrics that it watches, as `<namespace> <metric>`. */
const watched = Object.fromEntries(
  alarms.map((alarm) => [
    plainName(alarm),
    [...new Set(metricsOf(alarm).map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`))],
  ]),
);

it('E2 what can break has an alarm, and none depends on what it watches', () => {
  expect(watched).toEqual({
    // Of the functions, from their logs.
    'Ingest is failing': ['Quiesce/prod IngestFailures'],
    'Ingest refuses requests': ['Quiesce/prod IngestRefusals'],
    'Ingest is slow': ['AWS/Lambda Duration'],
    'Alerts are left out': ['Quiesce/prod TruncatedMessages'],
    'Unreadable row': ['Quiesce/prod UnreadableRows'],
    'Work is failing': ['Quiesce/prod FailedWork', 'AWS/Lambda Errors'],
    'Functions are throttled': ['AWS/Lambda Throttles'],
    'Publishing lags behind': ['AWS/Lambda IteratorAge'],
    // The sweep measures delays, so its absence is seen by something else.
    'Sweep is not running': ['AWS/Lambda Invocations'],
    'Sweep lags behind': ['Quiesce/prod SweepLagSeconds'],
    'Oldest delivery waits too long': ['Quiesce/prod OldestUnsentSeconds'],
    'Oldest event waits too long': ['Quiesce/prod OldestPendingEventSeconds'],
    'Alerts are held too long': ['Quiesce/prod HeldPastEndSeconds'],
    // Of all else, from the metrics of AWS.
    'API answers with 5xx': ['AWS/ApiGateway 5xx'],
    'Change workflow failed': ['AWS/States ExecutionsFailed', 'AWS/States ExecutionsTimedOut', 'AWS/States ExecutionsAborted'],
    'Undeliverable pages not empty': ['AWS/SQS ApproximateNumberOfMessagesVisible'],
    'Failed releases not empty': ['AWS/SQS ApproximateNumberOfMessagesVisible'],
    'Failed alarm events not empty': ['AWS/SQS ApproximateNumberOfMessagesVisible'],
    'Failed config events not empty': ['AWS/SQS ApproximateNumberOfMessagesVisible'],
    'Failed imports not empty': ['AWS/SQS ApproximateNumberOfMessagesVisible'],
    'Failed exports not empty': ['AWS/SQS ApproximateNumberOfMessagesVisible'],
    'Imports or exports are stuck': ['AWS/SQS ApproximateAgeOfOldestMessage'],
    'Undelivered events not empty': ['AWS/SQS ApproximateNumberOfMessagesVisible'],
    'Failed invocations not empty': ['AWS/SQS ApproximateNumberOfMessagesVisible'],
    'Events could not be published': ['AWS/S3 PutRequests'],
    'Table is throttled': ['AWS/DynamoDB ThrottledRequests'],
    'Table is failing': ['AWS/DynamoDB SystemErrors'],
    'Transactions conflict': ['AWS/DynamoDB TransactionConflict'],
    'Mails bounce': ['AWS/SES Reputation.BounceRate', 'AWS/SES Reputation.ComplaintRate'],
    'Key is disabled': ['AWS/Events TriggeredRules'],
    'Watchdog is absent': ['AWS/SQS NumberOfMessagesDeleted'],
  });
});

it('E2 every alarm of every stage tells the topic when it starts and when it ends', () => {
  for (const stage of ['local', 'dev', 'prod'] as const) {
    const { service: template } = templatesOf(stage);
    const all = alarmsOf(template);
    expect(all.length).toBeGreaterThan(20);
    for (const { AlarmName, AlarmActions, OKActions, ActionsEnabled = true } of all) {
      expect(AlarmName.startsWith(`quiesce-${stage}: `)).toBe(true);
      expect([AlarmActions, OKActions, ActionsEnabled]).toEqual([
        [{ Ref: expect.stringMatching(/^AlarmsTopic/) }],
        [{ Ref: expect.stringMatching(/^AlarmsTopic/) }],
        true,
      ]);
    }
  }
});

it('E2 there are ten metrics of our own at most, each without dimensions, and each one that an alarm watches is written', () => {
  const written = new Set(
    Object.values(service.findResources('AWS::Logs::MetricFilter')).flatMap(({ Properties }) =>
      Properties.MetricTransformations.map(({ MetricNamespace, MetricName, Dimensions }: Record<string, unknown>) => {
        expect([MetricNamespace, Dimensions]).toEqual(['Quiesce/prod', undefined]);
        return MetricName;
      }),
    ),
  );
  const ours = alarms.flatMap(metricsOf).filter(({ Namespace }) => Namespace === 'Quiesce/prod');

  expect(written.size).toBeLessThanOrEqual(10);
  for (const { MetricName, Dimensions } of ours) expect([written.has(MetricName), Dimensions]).toEqual([true, undefined]);
});

it('E2 a shared alarm counts each function and each operation once', () => {
  const of = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `quiesce-prod: ${name}`) as AlarmProperties;
  const dimensions = (name: string, dimension: string) =>
    metricsOf(of(name)).flatMap(({ Dimensions = [] }) =>
      Dimensions.flatMap(({ Name, Value }) =>
        Name === dimension ? [JSON.stringify(Value).replace(/.*"Functions([a-z]+)Function.*/, '$1')] : [],
      ),
    );

  expect(dimensions('Functions are throttled', 'FunctionName').sort()).toEqual(
    'cloudwatch drift export import ingest release send sweep'.split(' '),
  );
  expect(dimensions('Work is failing', 'FunctionName').sort()).toEqual(
    'cloudwatch drift export import publish release seal send sweep'.split(' '),
  );
  expect(new Set(dimensions('Table is failing', 'Operation')).size).toBe(7);
  expect(
    of('Work is failing')
      .Metrics?.map(({ Expression }) => Expression)
      .filter(Boolean),
  ).toEqual([`SUM([${[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `FILL(m${n}, 0)`).join(', ')}])`]);
});

it('E2 an expression fills a metric without data with zeros, so that its alarm ends, and sees values that AWS delivers late', () => {
  const computed = alarms.filter(({ Metrics }) => Metrics);
  expect(computed.map(plainName).sort()).toEqual([
    'Change workflow failed',
    'Functions are throttled',
    'Imports or exports are stuck',
    'Mails bounce',
    'Table is failing',
    'Table is throttled',
    'Work is failing',
  ]);
  for (const { Metrics = [], EvaluationPeriods, DatapointsToAlarm } of computed) {
    const [{ Expression = '' } = {}] = Metrics.filter((each) => each.Expression);
    for (const { Id } of Metrics.filter(({ MetricStat }) => MetricStat)) expect(Expression).toContain(`FILL(${Id}, 0)`);
    expect([EvaluationPeriods, DatapointsToAlarm]).toEqual([2, 1]);
  }
});

it.each([
  'Oldest delivery waits too long',
  'Oldest event waits too long',
  'Alerts are held too long',
  'Sweep lags behind',
  'Publishing lags behind',
])('E2 a single value, or a minute without one, neither starts nor ends the alarm "%s"', (name) => {
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    ...{ AlarmName: `quiesce-prod: ${name}`, Period: 60, EvaluationPeriods: 5, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' },
  });
});

it('S10 the alarm on the oldest delivery starts when one has not been accepted for more than 300 s', () => {
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'quiesce-prod: Oldest delivery waits too long',
    ...{ Period: 60, Statistic: 'Maximum', Threshold: 300, ComparisonOperator: 'GreaterThanThreshold' },
  });
});

it('E2 the watchdog is absent if no delivery was accepted for 15 minutes, also if there are no numbers at all', () => {
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'quiesce-prod: Watchdog is absent',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SendsQueue'), 'QueueName'] } }],
    ...{ Period: 300, Statistic: 'Sum', EvaluationPeriods: 3, Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
    TreatMissingData: 'breaching',
  });
});

it('E2 disabling a key or scheduling its deletion is heard', () => {
  service.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.kms'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventName: ['DisableKey', 'ScheduleKeyDeletion'],
        resources: {
          ARN: [{ 'Fn::ImportValue': Match.stringLikeRegexp('RecordsKey') }, { 'Fn::ImportValue': Match.stringLikeRegexp('SealKey') }],
        },
      },
    },
    Targets: [Match.objectLike({ Arn: { Ref: Match.stringLikeRegexp('^AlarmsTopic') }, DeadLetterConfig: Match.anyValue() })],
  });
});

it('E2 the bucket of events that could not be published counts what is stored in it', () => {
  service.hasResourceProperties('AWS::S3::Bucket', { MetricsConfigurations: [{ Id: 'StoredObjects' }] });
});

it('E2 a budget tells the topic at 80 % of the month, and when more is expected', () => {
  const subscribers = [{ SubscriptionType: 'SNS', Address: { Ref: Match.stringLikeRegexp('^AlarmsTopic') } }];
  const notification = (NotificationType: string, Threshold: number) =>
    Match.objectLike({ Notification: Match.objectLike({ NotificationType, Threshold }), Subscribers: subscribers });
  service.hasResourceProperties('AWS::Budgets::Budget', {
    Budget: { TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 100, Unit: 'USD' } },
    NotificationsWithSubscribers: [notification('ACTUAL', 80), notification('FORECASTED', 100)],
  });
  expect(templatesOf('dev').service.findResources('AWS::Budgets::Budget')).toEqual({});
});
