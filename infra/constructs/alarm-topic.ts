import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

export interface AlarmTopicProps {
  readonly stage: Stage;
  /** What the alarms are about, after the stage's name. @default Quiesce itself, as people on call know the topic */
  readonly subject?: string;
}

/** The services of AWS that publish to the topic, for resources of this account only. */
const publishers = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] as const;

/**
 * The topic of all alarms about Quiesce itself, with the person on call as subscriber. A topic with a policy has none of the default
 * permissions of SNS, so each service that publishes to it is allowed here.
 */
export class AlarmTopic extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, { stage, subject = 'alarms about itself' }: AlarmTopicProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { displayName: `Quiesce ${stage.name}: ${subject}`, enforceSSL: true });
    for (const service of publishers) {
      this.topic.addToResourcePolicy(
        new iam.PolicyStatement({
          principals: [new iam.ServicePrincipal(service)],
          actions: ['sns:Publish'],
          resources: [this.topic.topicArn],
          conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
        }),
      );
    }
    if (stage.onCall !== undefined) this.topic.addSubscription(subscriptionOf(stage.onCall));
  }
}

/** An https endpoint or an e-mail address. Both have to confirm the subscription once. */
const subscriptionOf = (onCall: string): sns.ITopicSubscription =>
  onCall.startsWith('https://') ? new UrlSubscription(onCall) : new EmailSubscription(onCall);
