import * as z from 'zod';
import type { Instant } from '../../clock.ts';
import { lazily, type Shape } from '../../lazily.ts';
import { isUnstorableName, membersOf, unstorableReason } from '../alert-labels.ts';
import { endIn, startIn } from '../alert-times.ts';
import { type AlertLabels, cutMark, fingerprintFor, type ReceivedAlert } from '../received-alert.ts';
import { type AlertMessage, defineMonitorKind, type LabelReference, type MonitorSetup } from './monitor-kind.ts';

const AlarmState = () => z.looseObject({ value: z.string(), reason: z.string().nullish(), timestamp: z.string().nullish() });

/** A metric of an alarm. A metric that is computed from others has no `metricStat`. */
const AlarmMetric = lazily(() =>
  z.looseObject({
    metricStat: z.looseObject({ metric: z.looseObject({ dimensions: z.unknown() }) }).nullish(),
  }),
);

/** The details of a state change. A composite alarm has no metrics. */
const AlarmDetail = () =>
  z.looseObject({
    alarmName: z.string().min(1),
    state: AlarmState(),
    previousState: AlarmState().nullish(),
    configuration: z.looseObject({ description: z.string().nullish(), metrics: z.array(z.unknown()).nullish() }).nullish(),
  });

const origin = () => ({ source: z.literal('aws.cloudwatch'), region: z.string().min(1), time: z.string().nullish() });
const BusEvent = () =>
  z.looseObject({ ...origin(), account: z.string().min(1), resources: z.tuple([z.string()], z.unknown()), detail: AlarmDetail() });
const ActionEvent = () =>
  z.looseObject({ ...origin(), accountId: z.string().min(1), alarmArn: z.string().min(1), alarmData: AlarmDetail() });

/**
 * A state change of one alarm, as CloudWatch sends it to EventBridge, or to a Lambda function that is an action of the alarm. (Amazon
 * CloudWatch user guide, "Alarm events and EventBridge" and "Invoke a Lambda function from an alarm".)
 */
const AlarmStateChange = lazily(() =>
  z
    .union([BusEvent(), ActionEvent()], {
      error:
        'not a state change of an alarm; it is an EventBridge event with source "aws.cloudwatch", account, region, resources and detail',
    })
    .meta({ id: 'AlarmStateChange' }),
);
type AlarmEvent = Shape<typeof AlarmStateChange>;

const isActionEvent = (event: AlarmEvent): event is z.output<ReturnType<typeof ActionEvent>> => 'alarmData' in event;

/** The fields of both formats under the same names. */
const stateChangeOf = (event: AlarmEvent) => {
  const { region, time } = event;
  if (isActionEvent(event)) return { region, time, account: event.accountId, arn: event.alarmArn, detail: event.alarmData };
  const { account, resources, detail } = event as z.output<ReturnType<typeof BusEvent>>;
  return { region, time, account, arn: resources[0] ?? '', detail };
};
type StateChange = ReturnType<typeof stateChangeOf>;

/** The time of a state, or without a readable one the time of its event. A time ahead of our clock counts as `now`. */
const startOf = ({ detail: { state }, time }: StateChange, now: Instant) => {
  const start = startIn(state.timestamp, now);
  return start.warnings.includes('starts-at-unreadable') ? startIn(time, now) : start;
};
const endOf = ({ detail: { state }, time }: StateChange, now: Instant) => {
  const end = endIn(state.timestamp, 'resolved', now);
  return end.warnings.includes('ends-at-unreadable') ? endIn(time, 'resolved', now) : end;
};

/** The dimensions of one metric. What is not text is left out, so that it refuses no alarm. */
const dimensionsOfMetric = (metric: unknown): readonly (readonly [name: string, value: string])[] => {
  const dimensions = AlarmMetric().safeParse(metric).data?.metricStat?.metric.dimensions;
  return Object.entries(membersOf(dimensions)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
};

const metricDimensions = ({ configuration }: StateChange['detail']) => (configuration?.metrics ?? []).flatMap(dimensionsOfMetric);

/** Whether a dimension cannot be stored. */
const isIncomplete = (detail: StateChange['detail']): boolean => metricDimensions(detail).some(([name]) => isUnstorableName(name));

/**
 * The dimensions of all metrics of an alarm. A dimension with several values is left out, because one of them alone could name a configuration
 * item whose alerts are suppressed while the others are not.
 */
const dimensionsOf = (detail: StateChange['detail']): AlertLabels => {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of metricDimensions(detail)) values.set(name, (values.get(name) ?? new Set()).add(value));
  return Object.fromEntries(
    [...values].flatMap(([name, [first = '', ...others]]) =>
      name === '' || first === '' || isUnstorableName(name) || others.length > 0 ? [] : [[name, first]],
    ),
  );
};

const readAlarm = (change: StateChange, now: Instant): ReceivedAlert => {
  const { account, region, arn, detail } = change;
  const { alarmName, state, previousState, configuration } = detail;
  const texts = Object.entries({ description: configuration?.description, reason: state.reason });
  const alert = {
    fingerprint: fingerprintFor(arn),
    labels: { ...dimensionsOf(detail), alarmName, alarmArn: arn, account, region },
    annotations: {
      ...Object.fromEntries(texts.flatMap(([name, text]) => (text ? [[name, text]] : []))),
      ...(isIncomplete(detail) ? { [cutMark]: 'true' } : {}),
    },
  };
  if (state.value === 'ALARM') {
    const start = startOf(change, now);
    return { ...alert, status: 'firing', ...start, endsAt: start.startsAt };
  }
  // A new alarm goes from INSUFFICIENT_DATA to OK, which is no recovery.
  const isRecovery = previousState?.value === undefined || previousState.value === 'ALARM';
  const end = endOf(change, now);
  const start = startIn(previousState?.timestamp, end.endsAt);
  const warnings = [...start.warnings, ...end.warnings];
  return { ...alert, status: 'resolved', ...start, ...end, warnings, ...(isRecovery ? {} : { onlyIfOpen: true }) };
};

const unknownState = 'the state of the alarm is none of OK, ALARM and INSUFFICIENT_DATA';

/** `INSUFFICIENT_DATA` changes nothing: the alarm neither fires nor recovers. Any other state that is not known cannot be read. */
const readStateChange = (event: AlarmEvent, now: Instant): AlertMessage => {
  const change = stateChangeOf(event);
  const { value } = change.detail.state;
  const isReadable = value === 'ALARM' || value === 'OK';
  return {
    alerts: isReadable ? [readAlarm(change, now)] : [],
    unreadable: isReadable || value === 'INSUFFICIENT_DATA' ? [] : [{ index: 0, reason: unknownState }],
    ...(isReadable && isIncomplete(change.detail) ? { incomplete: [{ index: 0, reason: unstorableReason }] } : {}),
    truncated: 0,
  };
};

/**
 * An alias of the scheme `cloudwatch:alarm` has the ARN of the alarm, or its name. A name stands for the alarms of that name in all accounts and
 * regions of the monitor.
 */
const defaultMapping = ({ alarmName = '', alarmArn = '' }: AlertLabels): LabelReference => ({
  aliases: [
    { scheme: 'cloudwatch:alarm', value: alarmArn },
    { scheme: 'cloudwatch:alarm', value: alarmName },
    { scheme: 'aws-arn', value: alarmArn },
  ].filter(({ value }) => value !== ''),
});

const setupText = ({ id, token, publicUrl }: MonitorSetup): string => `# CloudWatch alarms
# 1. The account and region of Quiesce: nothing to set up. A rule on the default event bus takes every state change of an alarm.
# 2. Another account or region that the monitor lists: forward its events to the default event bus of Quiesce, with this rule
#    and the event bus of Quiesce as its target. The policy of that bus must allow the account to put events.
{ "source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"] }
#    Or send them with an API destination (POST) and a connection that has the header "Authorization":
#      endpoint:      ${publicUrl}/v1/monitors/${id}/alerts
#      Authorization: Bearer ${token}
# 3. Remove the alarms' own SNS actions for people: what is not suppressed reaches them through Quiesce.
#    Keep actions such as Auto Scaling: Quiesce does not touch them.
`;

export const cloudwatch = defineMonitorKind({
  name: 'cloudwatch',
  payload: AlarmStateChange,
  readPayload: readStateChange,
  setupText,
  defaultMapping,
  defaultSchemes: ['cloudwatch:alarm', 'aws-arn'],
  // Alarms are not grouped: a recovery arrives at the next evaluation, mostly within a minute.
  graceSeconds: 60,
  isOrdered: true,
  takes: ({ account = '', region = '' }, { accounts = [], regions = [] }) => accounts.includes(account) && regions.includes(region),
  advice: { truncated: 'send one state change in a message' },
});

/**
 * Whether an alert is an alarm about Quiesce itself (M5).
 * @param ownAlarms the beginning of the ARN of each of these alarms
 */
export const isOwnAlarm = ({ alarmArn = '' }: AlertLabels, ownAlarms: string): boolean => alarmArn.startsWith(ownAlarms);
