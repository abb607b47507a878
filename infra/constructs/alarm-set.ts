import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export const fiveMinutes: cloudwatch.MetricOptions = { period: Duration.minutes(5), statistic: 'Sum' };
export const zeroIfMissing = (id: string): string => `FILL(${id}, 0)`;
export const oneMinute: cloudwatch.MetricOptions = { period: Duration.minutes(1), statistic: 'Maximum' };

/**
 * Metrics as one value. An alarm on it is shared by all that the metrics watch. Most of them have data only while something is wrong, so a period
 * without data counts as zero: the alarm ends when nothing is wrong any more.
 */
const combinedBy =
  (operator: 'SUM' | 'MAX') =>
  (label: string, metrics: readonly cloudwatch.IMetric[], period = Duration.minutes(5)): cloudwatch.IMetric =>
    new cloudwatch.MathExpression({
      label,
      period,
      expression: `${operator}([${metrics.map((_, n) => zeroIfMissing(`m${n}`)).join(', ')}])`,
      usingMetrics: Object.fromEntries(metrics.map((metric, n) => [`m${n}`, metric])),
    });
export const sumOf = combinedBy('SUM');
export const greatestOf = combinedBy('MAX');

interface Patience {
  /** How many periods must be beyond the threshold. @default 1 */
  readonly periods?: number;
  /** Of how many last periods. The alarm ends when fewer of them are beyond the threshold. @default `periods`, which are then in a row */
  readonly of?: number;
}

/**
 * For expressions that fill in zeros. AWS delivers metrics late, so the last period is zero at first. Looking at two periods, the alarm still
 * sees the value when it comes, and starts as early as with one.
 */
export const filled: Patience = { of: 2 };

/** For delays, which are measured about once a minute: neither a single value nor a minute without one starts or ends the alarm. */
export const steady: Patience = { periods: 2, of: 5 };

/** Creates alarms that begin with a prefix and act on a topic, when they start and when they end. */
export class AlarmSet {
  private readonly scope: Construct;
  private readonly prefix: string;
  private readonly topic: sns.ITopic;

  constructor(scope: Construct, { prefix, topic }: { readonly prefix: string; readonly topic: sns.ITopic }) {
    this.scope = scope;
    this.prefix = prefix;
    this.topic = topic;
  }

  /** Creates an alarm above a threshold, if there is a threshold. */
  above(what: string, metric: cloudwatch.IMetric, threshold: number | undefined, { periods = 1, of = periods }: Patience = {}): void {
    if (threshold === undefined) return;
    this.alarm(what, {
      ...{ metric, threshold, evaluationPeriods: of, datapointsToAlarm: periods },
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }

  /** Creates an alarm that starts if the metric has no data, or only zeros. */
  silent(what: string, metric: cloudwatch.IMetric, { periods = 1 }: Patience = {}): void {
    this.alarm(what, {
      metric,
      threshold: 1,
      evaluationPeriods: periods,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
  }

  private alarm(what: string, props: Omit<cloudwatch.AlarmProps, 'evaluationPeriods'> & { readonly evaluationPeriods?: number }): void {
    const alarm = new cloudwatch.Alarm(this.scope, what, { alarmName: `${this.prefix}${what}`, evaluationPeriods: 1, ...props });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}
