import { expect, it } from '@jest/globals';
import { indexes } from '../../shared/data/table.ts';
import { Match } from './cdk.ts';
import { templatesOf } from './synthesized.ts';

const { data } = templatesOf('prod');
const local = templatesOf('local').data;

it('T1 there is one on-demand table with the keys pk and sk, a stream of both images, TTL and point-in-time recovery', () => {
  data.resourceCountIs('AWS::DynamoDB::Table', 1);
  data.hasResourceProperties('AWS::DynamoDB::Table', {
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
  });
});

it('T4 the table has the indexes of shared/data/table.ts, each with keys only', () => {
  const GlobalSecondaryIndexes = Object.entries(indexes).map(([IndexName, { partition, sort }]) => ({
    IndexName,
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'KEYS_ONLY' },
  }));
  data.hasResourceProperties('AWS::DynamoDB::Table', { GlobalSecondaryIndexes: Match.arrayEquals(GlobalSecondaryIndexes) });
});

it('data outlives its stack and is protected from deletion, except in the local stage', () => {
  for (const type of ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool', 'AWS::KMS::Key', 'AWS::Events::EventBus']) {
    data.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    local.allResources(type, { DeletionPolicy: 'Delete' });
  }
  data.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: true });
  data.hasResourceProperties('AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' });
});

it('M5 there are two encryption keys, for the table and for credentials, and both rotate', () => {
  data.resourceCountIs('AWS::KMS::Key', 2);
  data.allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true });
});

it('X1 only an admin creates users, by address; tokens are valid for an hour, locally for a day', () => {
  data.hasResourceProperties('AWS::Cognito::UserPool', {
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    UsernameAttributes: ['email'],
  });
  const inMinutes = (IdTokenValidity: number) => ({ IdTokenValidity, TokenValidityUnits: Match.objectLike({ IdToken: 'minutes' }) });
  data.hasResourceProperties('AWS::Cognito::UserPoolClient', inMinutes(60));
  local.hasResourceProperties('AWS::Cognito::UserPoolClient', inMinutes(24 * 60));
});

it('X1 signing in requires a second factor in prod: the code of an authenticator app, not a text message', () => {
  data.hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
  for (const { data: other } of [templatesOf('dev'), templatesOf('local')])
    other.hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
});

it('X1 a password is sent to the user pool in the local stage only; elsewhere people prove that they know it', () => {
  const flows = (template: typeof data) =>
    Object.values(template.findResources('AWS::Cognito::UserPoolClient')).flatMap(({ Properties }) => Properties.ExplicitAuthFlows);
  const refreshing = 'ALLOW_REFRESH_TOKEN_AUTH';

  for (const template of [data, templatesOf('dev').data]) expect(flows(template)).toEqual(['ALLOW_USER_SRP_AUTH', refreshing]);
  expect(flows(local).toSorted()).toEqual(
    ['ALLOW_ADMIN_USER_PASSWORD_AUTH', refreshing, 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'].toSorted(),
  );
});

it('X1 the user pool sends its mails as the stage does, and the local one needs no domain', () => {
  data.hasResourceProperties('AWS::Cognito::UserPool', {
    EmailConfiguration: {
      EmailSendingAccount: 'DEVELOPER',
      From: 'Quiesce <quiesce@example.com>',
      SourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-central-1:123456789012:identity/example.com']] },
      ConfigurationSet: 'quiesce-prod-mails',
    },
  });
  local.hasResourceProperties('AWS::Cognito::UserPool', { EmailConfiguration: Match.absent() });
});

it('E1 events are archived for 90 days, for replays', () => {
  data.hasResourceProperties('AWS::Events::Archive', { RetentionDays: 90, EventPattern: { source: ['quiesce'] } });
});
