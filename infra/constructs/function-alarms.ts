import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  alarmOfNoMonitorMessage,
  failureMessages,
  measuredMessage,
  measurementMetrics,
  requestMessage,
  resourceOfNoItemMessage,
  stranger,
  truncatedMessage,
  unreadableRowMessage,
} from '../../shared/env/log-messages.ts';
import type { FunctionAlarms, Trigger } from '../../shared/functions/function-record.ts';
import { type AlarmSet, filled, fiveMinutes, oneMinute, steady, sumOf } from './alarm-set.ts';
import type { DeployedFunction } from './functions.ts';
import type { GatewayKey } from './gateway-keys.ts';
import { type LogMetrics, type LogSources, linesWith } from './log-metrics.ts';

export interface FunctionAlarmsProps {
  readonly alarms: AlarmSet;
  readonly metrics: LogMetrics;
  /** Each function gets the alarms of its record. All functions count towards the alarm about unreadable rows. */
  readonly functions: readonly DeployedFunction[];
  /** The log of the gateway, which also has requests that no function answered, and its keys. */
  readonly accessLog: logs.ILogGroup;
  readonly gatewayKeys: readonly GatewayKey[];
}

type Delay = keyof typeof measurementMetrics;

/** The alarms on delays, by the field of the line in which they are measured, with their thresholds in seconds. */
const delays = {
  unsentSeconds: ['Oldest delivery waits too long', 300],
  pendingSeconds: ['Oldest event waits too long', 300],
  heldSeconds: ['Alerts are held too long', 300],
  lagSeconds: ['Sweep lags behind', 300],
} as const satisfies Record<Delay, readonly [string, number]>;

const logsOf = (functions: readonly DeployedFunction[]): LogSources =>
  Object.fromEntries(functions.map(({ record, function: handler }) => [record.name, handler.logGroup]));

const withAlarm = (functions: readonly DeployedFunction[], alarm: keyof FunctionAlarms): readonly DeployedFunction[] =>
  functions.filter(({ record }) => record.alarms?.[alarm]);

/** The alarms of functions, from their records. */
export const functionAlarms = (props: FunctionAlarmsProps): void => {
  const { alarms, metrics, functions } = props;
  for (const each of functions) ofOne(props, each);
  for (const each of withAlarm(functions, 'answers')) ofAnswers(props, each);
  ofWork(props);
  ofDelays(props);
  const throttles = withAlarm(functions, 'throttles').map(({ function: handler }) => handler.metricThrottles(fiveMinutes));
  alarms.above('Functions are throttled', sumOf('Throttled invocations', throttles), 0, filled);

  const lines = (metric: string, message: string, sources: readonly DeployedFunction[]) =>
    metrics.from(metric, { sources: logsOf(sources), pattern: linesWith(message) });
  alarms.above('Unreadable row', lines('UnreadableRows', unreadableRowMessage, functions), 0);
  alarms.above('Alerts are left out', lines('TruncatedMessages', truncatedMessage, withAlarm(functions, 'truncation')), 0);
  // Events about alarms whose account or region no monitor lists, and about resources that are no CIs, are counted together and without an
  // alarm: not every account has to be listed, and not every resource has to be registered. The logs tell them apart.
  const taking = (trigger: Trigger) => functions.filter(({ record }) => record.triggers?.includes(trigger));
  lines('UnmatchedEvents', alarmOfNoMonitorMessage, taking('alarm-queue'));
  lines('UnmatchedEvents', resourceOfNoItemMessage, taking('config-queue'));
};

const ofOne = ({ alarms }: FunctionAlarmsProps, { record, function: handler }: DeployedFunction): void => {
  if (!record.alarms) return;
  const { subject, slowMillis, lagMinutes, silence } = record.alarms;
  const slowest: cloudwatch.MetricOptions = { period: Duration.minutes(5), statistic: 'p99' };
  alarms.above(`${subject} is slow`, handler.metricDuration(slowest), slowMillis);
  alarms.above(`${subject} lags behind`, handler.metric('IteratorAge', oneMinute), lagMinutes && lagMinutes * 60_000, steady);
  if (silence) alarms.silent(`${subject} is not running`, handler.metricInvocations(fiveMinutes));
};

/**
 * What one refusal of a monitor counts. One of a stranger counts 1, because scanners find every address on the internet. So one refusal of a
 * monitor starts the alarm, and of strangers a hundred in five minutes.
 */
const refusalOfMonitor = 100;

/**
 * A function answers a failed request normally, so Lambda counts no error. Its own log has the status of its answers. The log of the
 * gateway also has what never reached it: requests that were too large or too many, and those whose function crashed or timed out.
 */
const ofAnswers = ({ alarms, metrics, accessLog, gatewayKeys }: FunctionAlarmsProps, answering: DeployedFunction): void => {
  const { subject, name } = { ...answering.record, subject: answering.record.alarms?.subject ?? '' };
  const keys = gatewayKeys
    .filter((each) => each.function === name)
    .map(({ key }) => logs.FilterPattern.stringValue('$.routeKey', '=', key));
  const { all, any, stringValue, numberValue } = logs.FilterPattern;
  const ofGateway = (...statuses: readonly string[]) =>
    all(any(...keys), any(...statuses.map((status) => stringValue('$.status', '=', status))));
  const ofFunction = (from: number, to: number, ...conditions: readonly logs.JsonPattern[]) =>
    all(linesWith(requestMessage), numberValue('$.status', '>=', from), numberValue('$.status', '<=', to), ...conditions);
  const own = (source: string): LogSources => ({ [source]: answering.function.logGroup });

  const failures = `${subject}Failures`;
  metrics.from(failures, { sources: { gateway: accessLog }, pattern: ofGateway('5*') });
  alarms.above(`${subject} is failing`, metrics.from(failures, { sources: own(name), pattern: ofFunction(500, 599) }), 0);

  const refusals = `${subject}Refusals`;
  const value = String(refusalOfMonitor);
  const ofStranger = (operator: '=' | '!=') => stringValue('$.caller', operator, stranger);
  // What the gateway refuses itself. It does not know who asked.
  metrics.from(refusals, { sources: { gateway: accessLog }, pattern: ofGateway('413', '429'), value });
  metrics.from(refusals, { sources: own(`${name}-strangers`), pattern: ofFunction(400, 499, ofStranger('=')) });
  const refused = metrics.from(refusals, { sources: own(name), pattern: ofFunction(400, 499, ofStranger('!=')), value });
  alarms.above(`${subject} refuses requests`, refused, refusalOfMonitor - 1);
};

/** Failures that functions handle themselves and log, and invocations that fail: a crash, a timeout, or an error that a function throws. */
const ofWork = ({ alarms, metrics, functions }: FunctionAlarmsProps): void => {
  const working = withAlarm(functions, 'work');
  const logged = metrics.from('FailedWork', { sources: logsOf(working), pattern: linesWith(...failureMessages) });
  const errors = working.map(({ function: handler }) => handler.metricErrors(fiveMinutes));
  alarms.above('Work is failing', sumOf('Failures', [logged, ...errors]), 0, filled);
};

const ofDelays = ({ alarms, metrics, functions }: FunctionAlarmsProps): void => {
  for (const [field, [what, seconds]] of Object.entries(delays) as [Delay, (typeof delays)[Delay]][]) {
    const sources = logsOf(functions.filter(({ record }) => record.alarms?.measures?.includes(field)));
    const value = `$.${field}`;
    const pattern = logs.FilterPattern.all(linesWith(measuredMessage), logs.FilterPattern.numberValue(value, '>=', 0));
    alarms.above(what, metrics.from(measurementMetrics[field], { sources, pattern, value }, oneMinute), seconds, steady);
  }
};
