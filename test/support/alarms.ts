import { time } from './alerts.ts';

type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmInput {
  readonly name?: string;
  /** The time of day of the state change, and of the one before it. */
  readonly at: string;
  readonly from?: StateValue;
  readonly since?: string;
  readonly account?: string;
  readonly region?: string;
  /** The dimensions of each metric. */
  readonly dimensions?: readonly Readonly<Record<string, string>>[];
}

/** The account and the region of the alarms of tests. */
export const alarmSources = { accounts: ['123456789012'], regions: ['eu-central-1'] };

export const alarmArn = ({
  name = 'db-1 is slow',
  account = '123456789012',
  region = 'eu-central-1',
}: Omit<AlarmInput, 'at'> = {}): string => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;

/** A time as CloudWatch writes it: without a colon in the offset. */
const alarmTime = (clock: string): string => time(clock).replace('Z', '+0000');

/** A state change of an alarm as CloudWatch puts it on the event bus. (Amazon CloudWatch user guide, "Alarm events and EventBridge".) */
export const aStateChange = (
  value: string,
  { name = 'db-1 is slow', at, from = value === 'OK' ? 'ALARM' : 'OK', since = '22:00', dimensions = [{}], ...origin }: AlarmInput,
) => {
  const { account = '123456789012', region = 'eu-central-1' } = origin;
  return {
    ...{
      version: '0',
      id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
    },
    ...{ account, region, time: time(at).replace('.000', ''), resources: [alarmArn({ name, account, region })] },
    detail: {
      alarmName: name,
      configuration: {
        description: 'The database answers slowly',
        metrics: dimensions.map((each, n) => ({
          ...{ id: `m${n}`, returnData: true },
          metricStat: { metric: { namespace: 'AWS/RDS', name: 'ReadLatency', dimensions: each }, period: 60, stat: 'Average' },
        })),
      },
      previousState: { value: from, reason: 'Threshold', timestamp: alarmTime(since) },
      state: { value, reason: 'Threshold Crossed', reasonData: '{}', timestamp: alarmTime(at) },
    },
  };
};
