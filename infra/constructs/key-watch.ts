import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type AlarmSet, fiveMinutes } from './alarm-set.ts';

export interface KeyWatchProps {
  readonly keys: readonly kms.IKey[];
  readonly alarms: AlarmSet;
  readonly topic: sns.ITopic;
  /** Receives events that could not be delivered. */
  readonly undelivered: sqs.IQueue;
}

/**
 * Tells at once that somebody disables one of our keys or schedules its deletion: without them no row and no secret can be read. KMS has no
 * metric for it, so a rule matches the calls in CloudTrail. It tells who did it, and its own metric starts the alarm.
 */
export class KeyWatch extends Construct {
  constructor(scope: Construct, id: string, { keys, alarms, topic, undelivered }: KeyWatchProps) {
    super(scope, id);
    const { ruleName } = new events.Rule(this, 'Disabled', {
      eventPattern: {
        source: ['aws.kms'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: { eventName: ['DisableKey', 'ScheduleKeyDeletion'], resources: { ARN: keys.map(({ keyArn }) => keyArn) } },
      },
      // The rule has a role of its own, because the topic's policy could not tell rules of this account from those of others.
      targets: [
        new targets.SnsTopic(topic, {
          authorizeUsingRole: true,
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
          deadLetterQueue: undelivered,
        }),
      ],
    });
    const matched = new cloudwatch.Metric({
      ...{ namespace: 'AWS/Events', metricName: 'TriggeredRules', dimensionsMap: { RuleName: ruleName } },
      ...fiveMinutes,
    });
    alarms.above('Key is disabled', matched, 0);
  }
}
