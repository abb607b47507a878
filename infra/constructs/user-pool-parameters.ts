import { CfnParameter, type Stack } from 'aws-cdk-lib';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

const parameterNames = (stage: string) => ({
  poolId: `/quiesce/${stage}/user-pool-id`,
  clientId: `/quiesce/${stage}/user-pool-client-id`,
});

/** The ids of a user pool and of its client. */
export interface PoolIds {
  readonly poolId: string;
  readonly clientId: string;
}

export interface UserPoolParametersProps {
  readonly stage: string;
  readonly pool: cognito.IUserPool;
  readonly client: cognito.IUserPoolClient;
}

/**
 * Tells other stacks which user pool the stage uses. These are parameters and not exports, because CloudFormation refuses to change an export
 * while another stack imports it, and a pool that was deleted is replaced by one with another id.
 */
export class UserPoolParameters extends Construct {
  constructor(scope: Construct, id: string, { stage, pool, client }: UserPoolParametersProps) {
    super(scope, id);
    const names = parameterNames(stage);
    new ssm.StringParameter(this, 'PoolId', { parameterName: names.poolId, stringValue: pool.userPoolId });
    new ssm.StringParameter(this, 'ClientId', { parameterName: names.clientId, stringValue: client.userPoolClientId });
  }
}

/** The user pool of the stage, for a stack that is deployed after the data stack. CloudFormation reads the parameters at each deployment. */
export const userPoolInUse = (stack: Stack, stage: string): PoolIds => {
  const names = parameterNames(stage);
  const read = (id: string, name: string) =>
    new CfnParameter(stack, id, { type: 'AWS::SSM::Parameter::Value<String>', default: name }).valueAsString;
  return { poolId: read('PeoplePoolId', names.poolId), clientId: read('PeopleClientId', names.clientId) };
};
