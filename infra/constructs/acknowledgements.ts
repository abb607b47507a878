/** Findings of cdk-nag that we have read and keep, each with its reason. */
export interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
}

export const identityPoolAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-COG2',
    reason: 'MFA is offered, not forced: many customers sign in through their own identity provider, which asks for it there (X1).',
  },
  { id: 'AwsSolutions-COG3', reason: "Threat protection is a plan that is paid for each user; it is the customer's decision." },
  { id: 'AwsSolutions-COG8', reason: "The plus plan is paid for each user; it is the customer's decision." },
];

export const httpApiAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-APIG4',
    reason:
      "Tokens are verified in the functions' own middleware, so that refusals are problem documents and revoking is quick (X1); a test walks every route.",
  },
];

export const streamAcknowledgements: readonly Acknowledgement[] = [
  { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'dynamodb:ListStreams, which the stream mapping needs, knows no resources.' },
];

export const workflowAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-SF1',
    reason:
      'The change itself tells its story (events, E4); the history of an execution adds what is needed to mend it, for 90 days, free.',
  },
  { id: 'AwsSolutions-SF2', reason: 'X-Ray is a setting, off by default.' },
];

export const failureBucketAcknowledgements: readonly Acknowledgement[] = [
  { id: 'AwsSolutions-S1', reason: 'The bucket holds what publishing could not: nothing that is served, read by an operator only.' },
];

export const deadLetterAcknowledgements: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-SQS3',
    reason: 'It is a queue of dead letters: of rules and of asynchronous invocations, which the check does not see.',
  },
];

/** One wildcard in a resource, named exactly: another one on the same role is a finding still. */
export const wildcard = (resource: string, reason: string): Acknowledgement => ({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
