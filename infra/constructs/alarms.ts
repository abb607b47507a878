import { Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { alarmOfNoMonitorMessage, truncatedMessage, unreadableRowMessage } from '../../shared/env/log-messages.ts';
import type { Stage } from '../stage.ts';
import { AlarmTopic } from './alarm-topic.ts';
import type { DeployedFunction } from './functions.ts';
import { ownAlarmPrefix } from './own-alarms.ts';

export interface AlarmsProps {
  readonly stage: Stage;
  /** Queues with an alarm on their first message, by the first part of the alarm's name. */
  readonly deadLetters: Readonly<Record<string, sqs.IQueue>>;
  readonly api: apigateway.IHttpApi;
  readonly sends: sqs.IQueue;
  readonly workflow: sfn.StateMachine;
  /** Each function gets the alarms of its record. All functions count towards the alarm about unreadable rows. */
  readonly functions: readonly DeployedFunction[];
}

const fiveMinutes: cloudwatch.MetricOptions = { period: Duration.minutes(5), statistic: 'Sum' };
const oneMinute: cloudwatch.MetricOptions = { period: Duration.minutes(1), statistic: 'Maximum' };

/**
 * Alarms about Quiesce itself. They go to their own SNS topic and do not pass through Quiesce, so that they still arrive if it is broken.
 */
export class Alarms extends Construct {
  readonly topic: sns.ITopic;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.prefix = ownAlarmPrefix(props.stage);
    this.topic = new AlarmTopic(this, 'Topic', props).topic;

    for (const [what, queue] of Object.entries(props.deadLetters)) {
      this.above(`${what} not empty`, queue.metricApproximateNumberOfMessagesVisible(oneMinute), 0);
    }
    this.above(
      'Oldest delivery waits too long',
      props.sends.metricApproximateAgeOfOldestMessage(oneMinute),
      Duration.minutes(20).toSeconds(),
    );
    this.above('API answers with 5xx', props.api.metricServerError(fiveMinutes), 0);
    this.above('Change workflow failed', props.workflow.metricFailed(fiveMinutes), 0);
    this.above('Change workflow timed out', props.workflow.metricTimedOut(fiveMinutes), 0);
    for (const each of props.functions) this.ofFunction(each);
    this.above('Unreadable row', this.logged(props, 'UnreadableRows', unreadableRowMessage), 0);
    const truncating = props.functions.filter(({ record }) => record.alarms?.truncation);
    this.above('Alerts are left out', this.logged({ ...props, functions: truncating }, 'TruncatedMessages', truncatedMessage), 0);
    // Events about alarms whose account or region no monitor lists are counted without an alarm, because not every account has to be listed.
    const taking = props.functions.filter(({ record }) => record.triggers?.includes('alarm-events'));
    this.logged({ ...props, functions: taking }, 'AlarmsOfNoMonitor', alarmOfNoMonitorMessage);
  }

  /** Counts the log lines of functions that have this message, in one metric. */
  private logged({ functions, stage }: Pick<AlarmsProps, 'functions' | 'stage'>, metricName: string, message: string): cloudwatch.IMetric {
    const metricNamespace = `Quiesce/${stage.name}`;
    for (const { record, function: handler } of functions) {
      new logs.MetricFilter(this, `${metricName}-${record.name}`, {
        logGroup: handler.logGroup,
        filterPattern: logs.FilterPattern.stringValue('$.message', '=', message),
        ...{ metricNamespace, metricName, metricValue: '1' },
      });
    }
    return new cloudwatch.Metric({ namespace: metricNamespace, metricName, ...fiveMinutes });
  }

  private ofFunction({ record: { alarms }, function: handler }: DeployedFunction): void {
    if (!alarms) return;
    const { subject, errors, throttles, slowMillis, lagMinutes, silence } = alarms;
    const slowest: cloudwatch.MetricOptions = { period: Duration.minutes(5), statistic: 'p99' };
    this.above(`${subject} is failing`, handler.metricErrors(fiveMinutes), errors);
    this.above(`${subject} is throttled`, handler.metricThrottles(fiveMinutes), throttles);
    this.above(`${subject} is slow`, handler.metricDuration(slowest), slowMillis);
    this.above(`${subject} lags behind`, handler.metric('IteratorAge', oneMinute), lagMinutes && lagMinutes * 60_000);
    if (silence) this.silent(`${subject} is not running`, handler.metricInvocations(fiveMinutes));
  }

  /** The alarms of these names, without their prefix. @throws Error if there is no such alarm */
  named(names: readonly string[]): readonly cloudwatch.Alarm[] {
    return names.map((name) => this.node.findChild(name) as cloudwatch.Alarm);
  }

  /** Creates an alarm above a threshold, if there is a threshold. */
  private above(what: string, metric: cloudwatch.IMetric, threshold: number | undefined): void {
    if (threshold === undefined) return;
    this.alarm(what, {
      metric,
      threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }

  /** Creates an alarm that fires if the metric has no data. */
  private silent(what: string, metric: cloudwatch.IMetric): void {
    this.alarm(what, {
      metric,
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
  }

  private alarm(what: string, props: Omit<cloudwatch.AlarmProps, 'evaluationPeriods'>): void {
    const alarm = new cloudwatch.Alarm(this, what, { alarmName: `${this.prefix}${what}`, evaluationPeriods: 1, ...props });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}
