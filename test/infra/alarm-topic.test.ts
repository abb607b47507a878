import { expect, it } from '@jest/globals';
import { Match } from './cdk.ts';
import { templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');

interface TopicStatement {
  readonly Effect: string;
  readonly Action: string;
  readonly Principal: unknown;
  readonly Condition: unknown;
}

it('E2 CloudWatch and AWS Budgets of this account may publish to the topic of our own alarms, and only over TLS', () => {
  const [policy, ...others] = Object.values(service.findResources('AWS::SNS::TopicPolicy'));
  const statements: readonly TopicStatement[] = policy?.Properties.PolicyDocument.Statement;

  expect(others).toEqual([]);
  expect(JSON.stringify(policy?.Properties.Topics)).toContain('AlarmsTopic');
  expect(statements.filter(({ Effect }) => Effect === 'Allow')).toMatchObject(
    ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'].map((Service) => ({
      Action: 'sns:Publish',
      Principal: { Service },
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    })),
  );
  expect(statements.filter(({ Effect }) => Effect === 'Deny')).toMatchObject([
    { Action: 'sns:Publish', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ]);
});

it('E2 the person on call is subscribed to the topic, whose ARN is an output', () => {
  service.resourceCountIs('AWS::SNS::Subscription', 1);
  service.hasResourceProperties('AWS::SNS::Subscription', {
    TopicArn: { Ref: Match.stringLikeRegexp('^AlarmsTopic') },
    Protocol: 'email',
    Endpoint: 'on-call@example.com',
  });
  service.hasOutput('AlarmTopicArn', { Value: { Ref: Match.stringLikeRegexp('^AlarmsTopic') } });
  const { service: https } = templatesOf('prod', { onCall: 'https://pager.example.com/hook' });
  https.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'https',
    Endpoint: 'https://pager.example.com/hook',
  });
});
