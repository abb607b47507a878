import { expect, it } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { forEmulator } from '../../infra/local/template-filter.ts';
import { stageNames, stageOf } from '../../infra/stage.ts';
import { appOf } from './synthesized.ts';

it.each(stageNames)('cdk-nag finds nothing in stage %s that nobody has explained', (stage) => {
  const { app } = appOf(stage, { nag: true });
  expect(() => app.synth()).not.toThrow();
});

it('cdk-nag finds nothing where account and region are left to the deployment', () => {
  const { app } = appOf('dev', { nag: true, env: {} });
  expect(() => app.synth()).not.toThrow();
});

it('each stack stays under 400 resources', () => {
  const { data, service } = appOf('prod');
  for (const stack of [data, service]) expect(Object.keys(Template.fromStack(stack).toJSON().Resources).length).toBeLessThan(400);
});

it('an unknown stage is refused', () => {
  expect(() => stageOf('staging')).toThrow('unknown stage "staging": give --context stage=local|dev|prod');
});

it('a stage on AWS needs its addresses', () => {
  expect(() => stageOf('prod')).toThrow('give --context bootstrapAdmin=someone@example.com');
});

it('M5 receivers on private addresses are for the local stage only', () => {
  const given = { bootstrapAdmin: 'a@example.com', mailFrom: 'b@example.com' };
  expect(stageNames.filter((name) => stageOf(name, given).allowPrivateReceivers)).toEqual(['local']);
});

it('what the emulator refuses is left out of a template, with what names it', () => {
  const filtered = forEmulator({
    Resources: { Bus: { Type: 'AWS::Events::EventBus', DependsOn: ['Archive'] }, Archive: { Type: 'AWS::Events::Archive' } },
    Outputs: { ArchiveArn: { Value: { 'Fn::GetAtt': ['Archive', 'Arn'] } }, BusName: { Value: { Ref: 'Bus' } } },
  });
  expect(filtered).toEqual({
    Resources: { Bus: { Type: 'AWS::Events::EventBus', DependsOn: [] } },
    Outputs: { BusName: { Value: { Ref: 'Bus' } } },
  });
});

it('over http a policy that demands TLS is left out, and what else it says stays', () => {
  const demand = { Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const allow = { Effect: 'Allow', Action: 'sqs:SendMessage' };
  const policy = (...Statement: object[]) => ({ Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: { Statement } } });
  const { Resources } = forEmulator({ Resources: { Both: policy(demand, allow), Only: policy(demand) } });
  expect(Resources).toEqual({ Both: { ...policy(allow), DependsOn: [] } });
});

it('what the emulator cannot tell the resource of is allowed on everything there, and nothing else is', () => {
  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
  const policy = (...Statement: object[]) => ({ Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement } } });
  const start = allow('states:StartExecution', 'machine');
  const { Resources } = forEmulator({ Resources: { Workflow: policy(start, allow('states:SendTaskSuccess', 'machine')) } });
  expect(Resources).toEqual({ Workflow: { ...policy(start, allow('states:SendTaskSuccess', '*')), DependsOn: [] } });
});
