import { Validations } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { deploymentRoleAcknowledgements } from './acknowledgements.ts';
import type { DeployedFunction } from './functions.ts';

export interface GradualDeploymentsProps {
  readonly stage: Stage;
  /** The functions with an alias take part. */
  readonly functions: readonly DeployedFunction[];
  /** A new version is taken back when one of them starts. CodeDeploy takes ten at most. */
  readonly alarms: readonly cloudwatch.IAlarm[];
}

/** The alarms that show a bad version: of the functions that take part, and of the API, which also counts what they answer with 5xx. */
export const rollbackAlarms = ['API answers with 5xx', 'Ingest is failing', 'Ingest is slow', 'Work is failing'] as const;

/**
 * The alarms run over five minutes and know a failure up to two minutes later. So the first tenth of the requests is watched for ten minutes.
 */
const configs = {
  canary: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
  'at-once': codedeploy.LambdaDeploymentConfig.ALL_AT_ONCE,
};

/**
 * New versions take over by CodeDeploy, which moves the alias `live`. If it is stopped or an alarm starts, it moves the alias back. The
 * update of the stack fails then, and CloudFormation takes back everything else.
 */
export class GradualDeployments extends Construct {
  constructor(scope: Construct, id: string, { stage, functions, alarms }: GradualDeploymentsProps) {
    super(scope, id);
    const application = new codedeploy.LambdaApplication(this, 'Application', { applicationName: `quiesce-${stage.name}` });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com') });
    Validations.of(role).acknowledge(...deploymentRoleAcknowledgements);
    for (const { record, live } of functions) {
      if (!(live instanceof lambda.Alias)) continue;
      const group = new codedeploy.LambdaDeploymentGroup(this, record.name, {
        application,
        role,
        deploymentGroupName: record.name,
        alias: live,
        alarms: [...alarms],
        deploymentConfig: configs[stage.rollout],
        // A repair must be possible while an alarm is on: CodeDeploy stops a deployment then, however new the version is.
        ignoreAlarmConfiguration: stage.rollout === 'at-once',
        autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: stage.rollout === 'canary' },
      });
      // The update of the alias needs the group as it is now, and a reference in an update policy alone does not order them.
      live.node.addDependency(group);
    }
  }
}
