import { expect, it } from '@jest/globals';
import { deploymentTarget } from '../../infra/deployment-target.ts';
import { forEmulator } from '../../infra/local/template-filter.ts';
import { stageNames, stageOf } from '../../infra/stage.ts';
import { runCommand } from '../support/commands.ts';
import { templatesOf } from './synthesized.ts';

const place = { account: '123456789012', region: 'eu-central-1' };

it('each stack has fewer than 400 resources', () => {
  const { sender, data, service } = templatesOf('prod');
  for (const template of [sender, data, service]) expect(Object.keys(template.toJSON().Resources).length).toBeLessThan(400);
});

it('an unknown stage is refused', () => {
  expect(() => stageOf('staging')).toThrow('unknown stage "staging": give --context stage=local|dev|prod');
});

it('a stage on AWS requires the addresses of the first admin and the mail sender', () => {
  expect(() => stageOf('prod')).toThrow('give --context bootstrapAdmin=someone@example.com');
});

it('E2 the stage prod requires somebody who is on call: an e-mail address or an https endpoint', () => {
  const context = { bootstrapAdmin: 'a@example.com', mailFrom: 'b@example.com' };
  const onCall = (value: string) => stageOf('prod', { ...context, ...place, onCall: value }).onCall;

  expect(() => stageOf('prod', context)).toThrow('give --context onCall=someone@example.com or --context onCall=https://…');
  for (const wrong of ['', 'nobody', 'http://pager.example.com/hook', 'mailto:a@example.com'])
    expect(() => onCall(wrong)).toThrow('onCall');
  expect([onCall('c@example.com'), onCall('https://pager.example.com/hook')]).toEqual(['c@example.com', 'https://pager.example.com/hook']);
  expect(stageOf('dev', context).onCall).toBeUndefined();
});

it('a budget is an amount of money', () => {
  const context = { bootstrapAdmin: 'a@example.com', mailFrom: 'b@example.com', onCall: 'c@example.com', ...place };

  expect(stageOf('prod', context).monthlyBudget).toBe(100);
  expect(stageOf('dev', context).monthlyBudget).toBeUndefined();
  expect(stageOf('dev', { ...context, monthlyBudget: '12.5' }).monthlyBudget).toBe(12.5);
  for (const wrong of ['0', '-1', 'much']) expect(() => stageOf('prod', { ...context, monthlyBudget: wrong })).toThrow('monthlyBudget');
});

it('the stage prod requires the account and the region that it is deployed to', () => {
  const context = { bootstrapAdmin: 'a@example.com', mailFrom: 'b@example.com', onCall: 'c@example.com' };

  expect(stageOf('prod', { ...context, ...place })).toMatchObject(place);
  expect(() => stageOf('prod', context)).toThrow('give --context account=123456789012');
  expect(() => stageOf('prod', { ...context, account: place.account })).toThrow('give --context region=eu-central-1');
  for (const account of ['', '12345678901', '1234567890123', 'prod', '12345678901x'])
    expect(() => stageOf('prod', { ...context, ...place, account })).toThrow(`got ${JSON.stringify(account)}`);
  for (const region of ['', 'eu', 'EU-CENTRAL-1', 'eu-central-1a', 'frankfurt'])
    expect(() => stageOf('dev', { ...context, region })).toThrow(`got ${JSON.stringify(region)}`);
  expect(['us-gov-east-1', 'ap-southeast-2'].map((region) => stageOf('dev', { ...context, region }).region)).toHaveLength(2);
  // A team may deploy its own `dev` wherever its shell is.
  expect(stageOf('dev', context).account).toBeUndefined();
});

it('a shell that is set up for another account or region than the stage is refused, and the error says what to do', () => {
  const stage = { name: 'prod', ...place };

  expect(deploymentTarget(stage, place)).toEqual(place);
  expect(() => deploymentTarget(stage, { ...place, account: '999999999999' })).toThrow(
    'stage prod is for the account 123456789012, but your shell is set up for 999999999999: use credentials of 123456789012, or give --context account=999999999999',
  );
  expect(() => deploymentTarget(stage, { ...place, region: 'us-east-1' })).toThrow(
    'set AWS_REGION=eu-central-1, or give --context region=us-east-1',
  );
  // Templates can be synthesized without credentials.
  expect(deploymentTarget(stage, {})).toEqual(place);
  expect(deploymentTarget({ name: 'dev' }, place)).toEqual(place);
  expect(deploymentTarget({ name: 'dev' }, {})).toEqual({});
});

it('the app refuses a shell that is set up for another account before it makes a template', async () => {
  const context = { stage: 'prod', bootstrapAdmin: 'a@example.com', mailFrom: 'b@example.com', onCall: 'c@example.com', ...place };
  const env = { PATH: process.env.PATH ?? '', CDK_CONTEXT_JSON: JSON.stringify(context), CDK_DEFAULT_ACCOUNT: '999999999999' };

  const { status, stderr } = await runCommand(process.execPath, ['infra/app.ts'], { env });

  expect(status).not.toBe(0);
  expect(stderr).toContain('stage prod is for the account 123456789012, but your shell is set up for 999999999999');
});

it('M5 receivers on private addresses are for the local stage only', () => {
  const context = { bootstrapAdmin: 'a@example.com', mailFrom: 'b@example.com', onCall: 'c@example.com', ...place };
  expect(stageNames.filter((name) => stageOf(name, context).allowPrivateReceivers)).toEqual(['local']);
});

it('resources that the emulator refuses are left out of a template, with the references to them', () => {
  const filtered = forEmulator({
    Resources: { Bus: { Type: 'AWS::Events::EventBus', DependsOn: ['Archive'] }, Archive: { Type: 'AWS::Events::Archive' } },
    Outputs: { ArchiveArn: { Value: { 'Fn::GetAtt': ['Archive', 'Arn'] } }, BusName: { Value: { Ref: 'Bus' } } },
  });
  expect(filtered).toEqual({
    Resources: { Bus: { Type: 'AWS::Events::EventBus', DependsOn: [] } },
    Outputs: { BusName: { Value: { Ref: 'Bus' } } },
  });
});

it('an update policy that names what the emulator refuses is left out, and others stay', () => {
  const alias = (group: string) => ({
    Type: 'AWS::Lambda::Alias',
    UpdatePolicy: { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: { Ref: group } } },
  });
  const { Resources } = forEmulator({
    Resources: { Gradual: alias('Group'), Other: alias('Elsewhere'), Group: { Type: 'AWS::CodeDeploy::DeploymentGroup' } },
  });

  expect(Resources).toEqual({ Gradual: { Type: 'AWS::Lambda::Alias', DependsOn: [] }, Other: { ...alias('Elsewhere'), DependsOn: [] } });
});

it('alarms on metric math, which the emulator refuses, are left out, and other alarms stay', () => {
  const plain = { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } };
  const sum = { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [{ Expression: 'SUM(METRICS())' }] } };
  expect(forEmulator({ Resources: { Plain: plain, Sum: sum } }).Resources).toEqual({ Plain: { ...plain, DependsOn: [] } });
});

it('statements that require TLS are left out of a policy, and its other statements stay', () => {
  const requireTls = { Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const allow = { Effect: 'Allow', Action: 'sqs:SendMessage' };
  const policy = (...Statement: object[]) => ({ Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: { Statement } } });
  const { Resources } = forEmulator({ Resources: { Both: policy(requireTls, allow), Only: policy(requireTls) } });
  expect(Resources).toEqual({ Both: { ...policy(allow), DependsOn: [] } });
});

it('only the actions whose resource the emulator cannot tell are allowed on all resources', () => {
  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
  const policy = (...Statement: object[]) => ({ Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement } } });
  const start = allow('states:StartExecution', 'machine');
  const { Resources } = forEmulator({ Resources: { Workflow: policy(start, allow('states:SendTaskSuccess', 'machine')) } });
  expect(Resources).toEqual({ Workflow: { ...policy(start, allow('states:SendTaskSuccess', '*')), DependsOn: [] } });
});
