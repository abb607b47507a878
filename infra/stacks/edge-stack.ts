import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Edge } from '../constructs/edge.ts';
import { EdgeAlarms } from '../constructs/edge-alarms.ts';
import type { Domain } from '../domain.ts';
import type { Stage } from '../stage.ts';

export interface EdgeStackProps extends StackProps {
  readonly stage: Stage;
  readonly domain: Domain;
}

/** What stands in front of the API if the stage has a domain. It is in us-east-1, as CloudFront demands of its certificate and its web ACL. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { stage, domain, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const { distribution } = new Edge(this, 'Edge', { stage, domain });
    const { topic } = new EdgeAlarms(this, 'Alarms', { stage });
    new CfnOutput(this, 'EdgeAlarmTopicArn', { value: topic.topicArn });
    new CfnOutput(this, 'DistributionDomain', { value: distribution.distributionDomainName });
  }
}
