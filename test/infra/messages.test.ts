import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { truncatedMessage } from '../../shared/env/log-messages.ts';
import { routes } from '../../shared/events/names.ts';
import { allFunctions } from '../../shared/functions/all-functions.ts';
import { Match } from './cdk.ts';
import { consumersOf } from './queue-consumers.ts';
import { templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');
const rules = Object.values(service.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
const alarms = Object.values(service.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

it('E2 every target of a rule has a retry policy and a dead-letter queue', () => {
  expect(rules).toHaveLength(9);
  for (const { Targets } of rules) {
    for (const target of Targets) {
      expect(target.RetryPolicy?.MaximumEventAgeInSeconds).toBeGreaterThanOrEqual(60);
      expect(target.DeadLetterConfig?.Arn).toBeDefined();
    }
  }
});

it.each(Object.entries(routes))('E1 the rule of %s matches the events that shared/events/names.ts lists for it', (_, names) => {
  service.hasResourceProperties('AWS::Events::Rule', {
    EventBusName: Match.anyValue(),
    EventPattern: { source: ['quiesce'], 'detail-type': [...names] },
  });
});

it('P8 what SES reports about the mails of this stage, and of no other in the account, has a rule', () => {
  service.hasResourceProperties('AWS::Events::Rule', {
    EventBusName: Match.absent(),
    EventPattern: {
      source: ['aws.ses'],
      'detail-type': ['Email Bounced', 'Email Rejected', 'Email Complaint Received', 'Email Delivery Delayed'],
      detail: { mail: { tags: { 'ses:configuration-set': ['quiesce-prod-mails'] } } },
    },
    Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('notify'), 'Arn'] } })],
  });
});

it('M1 M5 state changes of CloudWatch alarms on the default bus reach their function, but not those of our own alarms', () => {
  const [rule] = rules.filter(({ EventPattern }) => EventPattern?.source?.[0] === 'aws.cloudwatch');

  expect(rule?.EventBusName).toBeUndefined();
  expect(rule?.EventPattern['detail-type']).toEqual(['CloudWatch Alarm State Change']);
  const [{ 'anything-but': own }] = rule?.EventPattern.resources ?? [{}];
  const prefix = own.prefix['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'aws')).join('');
  expect(prefix).toBe('arn:aws:cloudwatch:eu-central-1:123456789012:alarm:quiesce-prod: ');
  for (const { AlarmName } of alarms)
    expect(`arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${AlarmName}`.startsWith(prefix)).toBe(true);
  expect(rule?.Targets).toMatchObject([{ Arn: { 'Fn::GetAtt': [expect.stringMatching(/^AlarmEventsQueue/), 'Arn'] } }]);
  const [mapping] = consumersOf(service).filter(({ name }) => name === 'quiesce-prod-cloudwatch');
  expect(mapping?.mapping.EventSourceArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^AlarmEventsQueue/), 'Arn'] });
});

it('T9 the sweep runs each minute', () => {
  service.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
});

it('E3 only pending rows of the table’s stream reach the publisher, and a bad record is isolated', () => {
  service.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"pendingPk":{"S":[{"exists":true}]}}}}' }] },
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRetryAttempts: 10,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('Failures'), 'Arn'] } } },
  });
});

it('S10 all work queues report failed items, hide messages for a minute, and have a dead-letter queue after 300 receives', () => {
  expect(consumersOf(service)).toHaveLength(6);
  for (const { mapping } of consumersOf(service))
    expect(mapping).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'], BatchSize: 10 });
  const queues = Object.values(service.findResources('AWS::SQS::Queue')).filter(({ Properties }) => Properties.RedrivePolicy);
  for (const { Properties } of queues) expect(Properties).toMatchObject({ VisibilityTimeout: 60, RedrivePolicy: { maxReceiveCount: 300 } });
});

it('S10 a queue invokes its consumer no more often at once than the reserved concurrency allows, so no receive is wasted', () => {
  expect(
    consumersOf(service)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['cloudwatch', 'drift', 'export', 'import', 'release', 'send'].map((name) => `quiesce-prod-${name}`));
  for (const { mapping, consumer } of consumersOf(service)) {
    expect(mapping.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2);
    expect(mapping.ScalingConfig.MaximumConcurrency).toBeLessThanOrEqual(consumer?.ReservedConcurrentExecutions);
  }
});

it('E2 every dead-letter queue has an alarm', () => {
  const queues = Object.entries(service.findResources('AWS::SQS::Queue'));
  const deadLetters = queues.filter(([, { Properties }]) => !Properties.RedrivePolicy).map(([id]) => id);
  expect(deadLetters).toHaveLength(8);
  for (const id of deadLetters) {
    const watched = alarms.filter(
      ({ MetricName, Dimensions }) => MetricName === 'ApproximateNumberOfMessagesVisible' && JSON.stringify(Dimensions).includes(id),
    );
    expect(watched).toHaveLength(1);
  }
});

/** The filters of logs that count towards a metric. */
const logFilters = (metric: string) =>
  Object.values(service.findResources('AWS::Logs::MetricFilter'))
    .map(({ Properties }) => Properties)
    .filter(({ MetricTransformations }) => MetricTransformations.some(({ MetricName }: { MetricName: string }) => MetricName === metric));

it('M1 messages that left alerts out are counted in the log of ingest, and there is an alarm for them', () => {
  const [filter, ...others] = logFilters('TruncatedMessages');

  expect(others).toEqual([]);
  expect(filter).toMatchObject({
    LogGroupName: { Ref: expect.stringContaining('ngest') },
    FilterPattern: `{ $.message = "${truncatedMessage}" }`,
    MetricTransformations: [{ MetricNamespace: 'Quiesce/prod', MetricName: 'TruncatedMessages', MetricValue: '1' }],
  });
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'quiesce-prod: Alerts are left out',
    Namespace: 'Quiesce/prod',
    MetricName: 'TruncatedMessages',
    Threshold: 0,
    TreatMissingData: 'notBreaching',
  });
  expect(readFileSync('docs/runbook.md', 'utf8')).toContain('Alerts are left out');
});

it('T2 unreadable rows are counted in the logs of every function, and there is an alarm for them', () => {
  const filters = logFilters('UnreadableRows');
  const watched = filters.map(({ LogGroupName }) => LogGroupName.Ref).sort();

  expect(watched).toEqual(
    Object.keys(service.findResources('AWS::Logs::LogGroup'))
      .filter((id) => id.startsWith('Functions'))
      .sort(),
  );
  expect(watched).toHaveLength(allFunctions.length);
  for (const { FilterPattern, MetricTransformations } of filters) {
    expect(FilterPattern).toBe('{ $.message = "unreadable row" }');
    expect(MetricTransformations).toEqual([{ MetricNamespace: 'Quiesce/prod', MetricName: 'UnreadableRows', MetricValue: '1' }]);
  }
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'quiesce-prod: Unreadable row',
    Namespace: 'Quiesce/prod',
    MetricName: 'UnreadableRows',
    Dimensions: Match.absent(),
    Threshold: 0,
    TreatMissingData: 'notBreaching',
  });
});

it('there is an alarm for a sweep that does not run, and every alarm goes to the topic', () => {
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'quiesce-prod: Sweep is not running',
    MetricName: 'Invocations',
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
  for (const { AlarmActions } of alarms) expect(JSON.stringify(AlarmActions)).toContain('AlarmsTopic');
});

it('functions and the table share their alarms, instead of one for each function', () => {
  const named = alarms.map(({ AlarmName }) => String(AlarmName).replace('quiesce-prod: ', ''));
  const ofFunctions = named.filter((name) => / (is|are) (failing|slow|throttled|not running)$| lags behind$/.test(name));

  expect(ofFunctions.toSorted()).toEqual([
    'Functions are throttled',
    'Ingest is failing',
    'Ingest is slow',
    'Publishing lags behind',
    'Sweep is not running',
    'Sweep lags behind',
    'Table is failing',
    'Table is throttled',
    'Work is failing',
  ]);
});
