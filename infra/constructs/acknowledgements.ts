import type { Stage } from '../stage.ts';

/** Accepted findings of cdk-nag, each with its reason. */
export interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
}

const optionalMfa: Acknowledgement = {
  id: 'AwsSolutions-COG2',
  reason: 'Only the stage prod requires MFA. The others are for trying out, and hold no data that anyone depends on.',
};

export const userPoolAcknowledgements = ({ mfa }: Pick<Stage, 'mfa'>): readonly Acknowledgement[] => [
  ...(mfa === 'required' ? [] : [optionalMfa]),
  { id: 'AwsSolutions-COG8', reason: 'The plus plan, which threat protection needs, is paid per user. The customer decides about it.' },
];

export const routeAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-APIG4',
    reason:
      'The functions verify tokens themselves, so that refusals are problem documents and revocation is quick (X1). A test checks every route.',
  },
];

export const distributionAcknowledgements: readonly Acknowledgement[] = [
  { id: 'AwsSolutions-CFR1', reason: 'People and monitors may be in any country.' },
  {
    id: 'AwsSolutions-CFR3',
    reason: 'An access log of CloudFront would have paths, and a path may contain a token (X3). The API has its own log.',
  },
];

export const originProofAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-SMG4',
    reason:
      'CloudFront and the functions would have to change at the same moment, or requests of monitors are refused. The secret opens nothing: it only shows that WAF saw a request.',
  },
];

export const deploymentRoleAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
    reason: 'AWS keeps this policy for what CodeDeploy does with aliases of Lambda. Only CodeDeploy can assume the role.',
  },
];

export const backupAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
    reason: 'AWS maintains the policy with which AWS Backup works. Only the service AWS Backup may assume the role.',
  },
];

export const restoreAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores]',
    reason:
      'AWS maintains the policy with which AWS Backup restores. Only the service AWS Backup may assume the role, when an admin starts a restore.',
  },
];

export const streamAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'The stream mapping needs dynamodb:ListStreams, which does not support resource-level permissions.',
  },
];

export const workflowAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-SF1',
    reason:
      'The events of a change record what happened (E4). The free history of an execution, kept for 90 days, is enough to repair a failure.',
  },
  { id: 'AwsSolutions-SF2', reason: 'X-Ray is a setting that is off by default.' },
];

export const failureBucketAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-S1',
    reason: 'The bucket holds events that could not be published. Nothing in it is served, and only an operator reads it.',
  },
];

export const deadLetterAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-SQS3',
    reason: 'This is itself a dead-letter queue, for rules and asynchronous invocations, which the check does not recognize.',
  },
];

/** Accepts exactly one wildcard in a resource. Any other wildcard on the same role is still a finding. */
export const wildcard = (resource: string, reason: string): Acknowledgement => ({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });

export const sealBucketAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-S1',
    reason: 'One function adds objects, and nobody can change or delete them. CloudTrail can record data events if who reads them matters.',
  },
];

export const transferBucketAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-S1',
    reason: 'Files come and go by signed forms and links only. The table says who began each import and export (I5).',
  },
];
