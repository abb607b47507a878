import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { unreadableRowMessage } from '../../shared/env/log-messages.ts';
import type { Stage } from '../stage.ts';

export interface AlarmsProps {
  readonly stage: Stage;
  /** Alarmed as soon as one message lies there, by what the alarm says. */
  readonly deadLetters: Readonly<Record<string, sqs.IQueue>>;
  readonly sends: sqs.IQueue;
  readonly workflow: sfn.StateMachine;
  readonly ingest: lambda.IFunction;
  readonly send: lambda.IFunction;
  readonly publish: lambda.IFunction;
  readonly release: lambda.IFunction;
  readonly sweep: lambda.IFunction;
  /** All functions: any of them may meet a row that it cannot read. */
  readonly functions: Iterable<lambda.Function>;
}

const overFive: cloudwatch.MetricOptions = { period: Duration.minutes(5), statistic: 'Sum' };
const minutely: cloudwatch.MetricOptions = { period: Duration.minutes(1), statistic: 'Maximum' };

/**
 * Our own alarms go to a topic of their own and never through Quiesce: what watches the pages must not wait for them.
 * Subscribe on-call to the topic.
 */
export class Alarms extends Construct {
  readonly topic: sns.Topic;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.prefix = `quiesce-${props.stage.name}`;
    this.topic = new sns.Topic(this, 'Topic', { displayName: `Quiesce ${props.stage.name}: alarms about itself`, enforceSSL: true });

    for (const [what, queue] of Object.entries(props.deadLetters)) {
      this.above(`${what} not empty`, queue.metricApproximateNumberOfMessagesVisible(minutely), 0);
    }
    this.above('Ingest is failing', props.ingest.metricErrors(overFive), 0);
    this.above('Ingest is slow', props.ingest.metricDuration({ period: Duration.minutes(5), statistic: 'p99' }), 5000);
    this.above('Ingest is throttled', props.ingest.metricThrottles(overFive), 0);
    this.above('Sending is failing', props.send.metricErrors(overFive), 0);
    this.above(
      'Oldest delivery waits too long',
      props.sends.metricApproximateAgeOfOldestMessage(minutely),
      Duration.minutes(20).toSeconds(),
    );
    this.above('Publishing is failing', props.publish.metricErrors(overFive), 0);
    this.above('Publishing lags behind', props.publish.metric('IteratorAge', minutely), Duration.minutes(2).toMilliseconds());
    this.above('Releasing is failing', props.release.metricErrors(overFive), 0);
    this.above('Change workflow failed', props.workflow.metricFailed(overFive), 0);
    this.above('Change workflow timed out', props.workflow.metricTimedOut(overFive), 0);
    this.alarm('Sweep is not running', {
      metric: props.sweep.metricInvocations(overFive),
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      // Silence is the alarm here.
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
    this.above('Sweep is failing', props.sweep.metricErrors(overFive), 2);
    this.above('Unreadable row', this.unreadableRows(props), 0);
  }

  /** Counts the log lines of all functions that report an unreadable row, in one metric. */
  private unreadableRows({ functions, stage }: AlarmsProps): cloudwatch.IMetric {
    const metric = { metricNamespace: `Quiesce/${stage.name}`, metricName: 'UnreadableRows' };
    for (const { logGroup, node } of functions) {
      new logs.MetricFilter(this, `UnreadableRows-${node.scope?.node.id ?? node.id}`, {
        logGroup,
        filterPattern: logs.FilterPattern.stringValue('$.message', '=', unreadableRowMessage),
        ...metric,
        metricValue: '1',
      });
    }
    return new cloudwatch.Metric({ namespace: metric.metricNamespace, metricName: metric.metricName, ...overFive });
  }

  private above(what: string, metric: cloudwatch.IMetric, threshold: number): void {
    this.alarm(what, {
      metric,
      threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }

  private alarm(what: string, props: Omit<cloudwatch.AlarmProps, 'evaluationPeriods'>): void {
    const alarm = new cloudwatch.Alarm(this, what, { alarmName: `${this.prefix}: ${what}`, evaluationPeriods: 1, ...props });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}
