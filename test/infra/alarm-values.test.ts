import { expect, it } from '@jest/globals';
import { domainSettings, templatesOf } from './synthesized.ts';
import { type AlarmProperties, alarmsOf, measuredBy, plainName } from './watched-metrics.ts';

const { service, edge } = templatesOf('prod', domainSettings);
if (!edge) throw new Error('a domain is given, but there is no edge stack');
const { Resources, Parameters } = service.toJSON();
const alarms = [...alarmsOf(service), ...alarmsOf(edge)];
const signs: Readonly<Record<string, string>> = { GreaterThanThreshold: '>', LessThanThreshold: '<' };

/** When an alarm starts: beyond which value of what, in how many of the last periods, and what a period without data means. */
const startOf = (alarm: AlarmProperties): string => {
  const { ComparisonOperator, Threshold, EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods, TreatMissingData } = alarm;
  const measured = [...new Set(measuredBy(alarm).map(({ Stat, Period }) => `${Stat} of ${Period} s`))].join(' and ');
  return `${measured} ${signs[String(ComparisonOperator)]} ${Threshold}, ${DatapointsToAlarm} of ${EvaluationPeriods}, ${TreatMissingData}`;
};

/** What counts starts its alarm with the first one. */
const first = 'Sum of 300 s > 0, 1 of 1, notBreaching';
/** The same for expressions, which look at two periods, because AWS delivers metrics late. */
const firstOfSum = 'Sum of 300 s > 0, 1 of 2, notBreaching';
const firstMessage = 'Maximum of 60 s > 0, 1 of 1, notBreaching';
const fiveMinutesLate = 'Maximum of 60 s > 300, 2 of 5, notBreaching';

it('E2 each alarm starts when it should: with the first failure, after five minutes, or when a number is beyond what is normal', () => {
  expect(Object.fromEntries(alarms.map((alarm) => [plainName(alarm), startOf(alarm)]))).toEqual({
    'Ingest is failing': first,
    // One refusal of a monitor counts 100, and one of a stranger 1.
    'Ingest refuses requests': 'Sum of 300 s > 99, 1 of 1, notBreaching',
    'Ingest is slow': 'p99 of 300 s > 5000, 1 of 1, notBreaching',
    'Alerts are left out': first,
    'Unreadable row': first,
    'Work is failing': firstOfSum,
    'Functions are throttled': firstOfSum,
    'Publishing lags behind': 'Maximum of 60 s > 120000, 2 of 5, notBreaching',
    'Sweep is not running': 'Sum of 300 s < 1, 1 of 1, breaching',
    'Sweep lags behind': fiveMinutesLate,
    'Oldest delivery waits too long': fiveMinutesLate,
    'Oldest event waits too long': fiveMinutesLate,
    'Alerts are held too long': fiveMinutesLate,
    'API answers with 5xx': first,
    'Change workflow failed': firstOfSum,
    'Undeliverable pages not empty': firstMessage,
    'Failed releases not empty': firstMessage,
    'Failed alarm events not empty': firstMessage,
    'Failed config events not empty': firstMessage,
    'Failed imports not empty': firstMessage,
    'Failed exports not empty': firstMessage,
    'Imports or exports are stuck': 'Maximum of 60 s > 900, 1 of 2, notBreaching',
    'Undelivered events not empty': firstMessage,
    'Failed invocations not empty': firstMessage,
    'Events could not be published': first,
    'Table is throttled': firstOfSum,
    'Table is failing': firstOfSum,
    'Transactions conflict': 'Sum of 300 s > 100, 1 of 1, notBreaching',
    // Half of the rate at which SES reviews an account.
    'Mails bounce': 'Maximum of 3600 s > 0.5, 1 of 2, notBreaching',
    'Key is disabled': first,
    'Watchdog is absent': 'Sum of 300 s < 1, 3 of 3, breaching',
    'Edge refuses alerts': firstOfSum,
    'Edge refuses requests': 'Sum of 300 s > 1000, 1 of 1, notBreaching',
  });
});

/** The value of a dimension: the name of a function, or the logical id that it refers to, which must exist. */
const resolved = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': [owner, attribute] = [] } = value as { Ref?: string; 'Fn::GetAtt'?: readonly string[] };
  const id = Ref ?? owner ?? '';
  if (id in Parameters) return id;
  const { Properties } = Resources[id];
  return Properties.FunctionName ?? [id.replace(/[0-9A-F]{8}$/, ''), ...(attribute ? [attribute] : [])].join('.');
};

const dimensionsOf = (alarm: AlarmProperties): string[] => [
  ...new Set(measuredBy(alarm).flatMap(({ Metric }) => (Metric.Dimensions ?? []).map(({ Name, Value }) => `${Name} ${resolved(Value)}`))),
];

const functionsNamed = (...names: readonly string[]) => names.map((name) => `FunctionName quiesce-prod-${name}`);
const operations = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'TransactWriteItems', 'BatchWriteItem'];
const ofTable = ['TableName RecordsTableName', ...operations.map((operation) => `Operation ${operation}`)].sort();

it('E2 each alarm watches the resource that its name is about', () => {
  const watched = alarms.map((alarm) => [plainName(alarm), dimensionsOf(alarm).sort()] as const);
  expect(Object.fromEntries(watched.filter(([, dimensions]) => dimensions.length > 0))).toEqual({
    'Ingest is slow': functionsNamed('ingest'),
    'Work is failing': functionsNamed('cloudwatch', 'drift', 'export', 'import', 'publish', 'release', 'seal', 'send', 'sweep'),
    'Functions are throttled': functionsNamed('cloudwatch', 'drift', 'export', 'import', 'ingest', 'release', 'send', 'sweep'),
    'Publishing lags behind': functionsNamed('publish'),
    'Sweep is not running': functionsNamed('sweep'),
    'API answers with 5xx': ['ApiId HttpApi'],
    'Change workflow failed': ['StateMachineArn ChangeWorkflowMachine'],
    'Undeliverable pages not empty': ['QueueName SendsDeadLetters.QueueName'],
    'Failed releases not empty': ['QueueName ReleasesDeadLetters.QueueName'],
    'Failed alarm events not empty': ['QueueName AlarmEventsDeadLetters.QueueName'],
    'Failed config events not empty': ['QueueName ConfigEventsDeadLetters.QueueName'],
    'Failed imports not empty': ['QueueName ImportsDeadLetters.QueueName'],
    'Failed exports not empty': ['QueueName ExportsDeadLetters.QueueName'],
    'Imports or exports are stuck': ['QueueName ExportsQueue.QueueName', 'QueueName ImportsQueue.QueueName'],
    'Undelivered events not empty': ['QueueName UndeliveredEvents.QueueName'],
    'Failed invocations not empty': ['QueueName FailedInvocations.QueueName'],
    'Events could not be published': ['BucketName EventPublishingFailures', 'FilterId StoredObjects'],
    'Table is throttled': ofTable,
    'Table is failing': ofTable,
    'Transactions conflict': ['TableName RecordsTableName'],
    'Key is disabled': ['RuleName AlarmsKeyWatchDisabled'],
    'Watchdog is absent': ['QueueName SendsQueue.QueueName'],
    'Edge refuses alerts': ['Rule quiesce-prod-AlertFlood', 'Rule quiesce-prod-AlertsWithoutToken', 'WebACL quiesce-prod'],
    'Edge refuses requests': ['Rule ALL', 'WebACL quiesce-prod'],
  });
});

const dimension = (name: string, key: string): ReturnType<typeof JSON.parse> => {
  const alarm = alarms.find((each) => plainName(each) === name);
  const found = alarm && measuredBy(alarm).flatMap(({ Metric }) => Metric.Dimensions ?? []);
  return found?.find(({ Name }) => Name === key)?.Value;
};

it('E2 the names in dimensions are those under which AWS measures: of the metrics of the bucket, of the rule on keys, and of the table in use', () => {
  const bucket = Resources[dimension('Events could not be published', 'BucketName').Ref];
  expect(bucket.Properties.MetricsConfigurations).toEqual([{ Id: dimension('Events could not be published', 'FilterId') }]);
  const rule = Resources[dimension('Key is disabled', 'RuleName').Ref];
  expect(rule.Properties).toMatchObject({ State: 'ENABLED', EventPattern: { source: ['aws.kms'] } });
  const tables = Object.values<ReturnType<typeof JSON.parse>>(service.findResources('AWS::Lambda::Function')).flatMap(
    ({ Properties }) => Properties.Environment?.Variables?.TABLE_NAME ?? [],
  );
  expect(tables.length).toBeGreaterThan(10);
  expect(new Set(tables.map((table) => JSON.stringify(table)))).toEqual(
    new Set(
      ['Table is throttled', 'Table is failing', 'Transactions conflict'].map((name) => JSON.stringify(dimension(name, 'TableName'))),
    ),
  );
});
