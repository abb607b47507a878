import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { AlarmSet } from './alarm-set.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { Budget } from './budget.ts';
import { type FunctionAlarmsProps, functionAlarms } from './function-alarms.ts';
import { KeyWatch } from './key-watch.ts';
import { LogMetrics } from './log-metrics.ts';
import { ownAlarmPrefix } from './own-alarms.ts';
import { resourceAlarms, type WatchedResources } from './resource-alarms.ts';

export interface AlarmsProps extends Omit<FunctionAlarmsProps, 'alarms' | 'metrics'>, WatchedResources {
  readonly stage: Stage;
  readonly keys: readonly kms.IKey[];
  /** Receives events about keys that could not be delivered. */
  readonly undelivered: sqs.IQueue;
}

/**
 * Alarms about Quiesce itself. They go to their own SNS topic and do not pass through Quiesce, so that they still arrive if it is broken.
 * The alarms of a function come from its record, all others from what AWS measures. docs/runbook.md has a line for each.
 */
export class Alarms extends Construct {
  readonly topic: sns.ITopic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { stage, keys, undelivered } = props;
    this.topic = new AlarmTopic(this, 'Topic', { stage }).topic;
    const alarms = new AlarmSet(this, { prefix: ownAlarmPrefix(stage), topic: this.topic });
    functionAlarms({ ...props, alarms, metrics: new LogMetrics(this, stage) });
    resourceAlarms(alarms, props, stage);
    new KeyWatch(this, 'KeyWatch', { keys, alarms, topic: this.topic, undelivered });
    if (stage.monthlyBudget !== undefined) new Budget(this, 'Budget', { stage, topic: this.topic });
  }

  /** The alarms of these names, without their prefix. @throws Error if there is no such alarm */
  named(names: readonly string[]): readonly cloudwatch.IAlarm[] {
    return names.map((name) => this.node.findChild(name) as cloudwatch.Alarm);
  }
}
