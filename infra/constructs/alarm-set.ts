import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export const fiveMinutes: cloudwatch.MetricOptions = { period: Duration.minutes(5), statistic: 'Sum' };
export const oneMinute: cloudwatch.MetricOptions = { period: Duration.minutes(1), statistic: 'Maximum' };

/** The sum of metrics, of which some may have no data. An alarm on it is shared by all that the metrics watch. */
export const sumOf = (label: string, metrics: readonly cloudwatch.IMetric[], period = Duration.minutes(5)): cloudwatch.IMetric =>
  new cloudwatch.MathExpression({
    label,
    period,
    expression: 'SUM(METRICS())',
    usingMetrics: Object.fromEntries(metrics.map((metric, n) => [`m${n}`, metric])),
  });

interface Patience {
  /** How many periods in a row must be beyond the threshold. @default 1 */
  readonly periods?: number;
}

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
  above(what: string, metric: cloudwatch.IMetric, threshold: number | undefined): void {
    if (threshold === undefined) return;
    this.alarm(what, {
      metric,
      threshold,
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
