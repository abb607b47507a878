import { expect, it } from '@jest/globals';
import { forEmulator } from '../../infra/local/template-filter.ts';
import type { StageContext } from '../../infra/stage.ts';
import { allFunctions } from '../../shared/functions/all-functions.ts';
import { rollbackAlarms } from './cdk.ts';
import { templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');
const resources = (type: string, template = service) => Object.entries(template.findResources(type));
const serviceOf = (context: StageContext) => templatesOf('prod', context).service;

/** The aliases by the name of their function. */
const aliases = new Map(
  resources('AWS::Lambda::Alias').map(([id, { Properties, UpdatePolicy, DependsOn }]) => {
    const { FunctionName } = service.findResources('AWS::Lambda::Function')[Properties.FunctionName.Ref]?.Properties ?? {};
    return [String(FunctionName).replace('quiesce-prod-', ''), { id, Properties, UpdatePolicy, DependsOn }] as const;
  }),
);
const names = ['approvals', 'evaluate', 'ingest', 'send'];
const aliasOf = (name: string) => {
  const found = aliases.get(name);
  if (!found) throw new Error(`'${name}' has no alias`);
  return found;
};

it('the functions in the path of pages and decisions have the alias `live` of their newest version', () => {
  expect([...aliases.keys()].sort()).toEqual(names);
  for (const name of names) {
    const { Properties } = aliasOf(name);
    expect(Properties.Name).toBe('live');
    const [version] = Properties.FunctionVersion['Fn::GetAtt'];
    expect(service.findResources('AWS::Lambda::Version')[version]?.Properties.FunctionName).toEqual(Properties.FunctionName);
  }
});

it.each(names)('every invoker of %s invokes its alias, and may invoke nothing else', (name) => {
  const { id, Properties } = aliasOf(name);
  const handler = JSON.stringify(Properties.FunctionName.Ref);
  const invokers = [
    ...resources('AWS::ApiGatewayV2::Integration').map(([, each]) => each.Properties.IntegrationUri),
    ...resources('AWS::Lambda::EventSourceMapping').map(([, each]) => each.Properties.FunctionName),
    ...resources('AWS::Lambda::Permission').map(([, each]) => each.Properties.FunctionName),
    ...resources('AWS::Events::Rule').flatMap(([, each]) => each.Properties.Targets.map(({ Arn }: { Arn: unknown }) => Arn)),
  ].map((target) => JSON.stringify(target));

  expect(invokers.filter((target) => target.includes(handler))).toEqual([]);
  expect(invokers.filter((target) => target.includes(JSON.stringify(id))).length).toBeGreaterThanOrEqual(1);
});

it('the gateway may invoke the alias by which it calls, and a queue delivers to `send:live`', () => {
  for (const name of ['ingest', 'evaluate', 'approvals']) {
    const { id } = aliasOf(name);
    service.hasResourceProperties('AWS::ApiGatewayV2::Integration', { IntegrationUri: { Ref: id } });
    service.hasResourceProperties('AWS::Lambda::Permission', { FunctionName: { Ref: id }, Principal: 'apigateway.amazonaws.com' });
  }
  const mapping = resources('AWS::Lambda::EventSourceMapping')
    .map(([, each]) => JSON.stringify(each.Properties.FunctionName))
    .find((target) => target.includes(aliasOf('send').id));
  expect(mapping).toContain(':live');
});

it('in prod a new version gets a tenth of the requests for ten minutes, and is taken back when an alarm starts', () => {
  const groups = resources('AWS::CodeDeploy::DeploymentGroup').map(([, { Properties }]) => Properties);
  expect(groups).toHaveLength(names.length);
  const alarms = service.findResources('AWS::CloudWatch::Alarm');
  for (const group of groups) {
    expect(group.DeploymentConfigName).toBe('CodeDeployDefault.LambdaCanary10Percent10Minutes');
    expect(group.AutoRollbackConfiguration).toEqual({
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
    });
    expect(group.AlarmConfiguration).toMatchObject({ Enabled: true });
    const watched = group.AlarmConfiguration.Alarms.map(({ Name }: { Name: { Ref: string } }) => alarms[Name.Ref]?.Properties.AlarmName);
    expect(watched.sort()).toEqual(rollbackAlarms.map((name) => `quiesce-prod: ${name}`).sort());
    expect(watched.length).toBeLessThanOrEqual(10);
  }
});

it('CodeDeploy moves each alias by a group of its own, which is there before the alias changes', () => {
  const groups = names.map((name) => {
    const { UpdatePolicy, DependsOn } = aliasOf(name);
    const group = UpdatePolicy.CodeDeployLambdaAliasUpdate.DeploymentGroupName.Ref;
    expect(DependsOn).toContain(group);
    return group;
  });

  expect(new Set(groups).size).toBe(names.length);
});

it('a repair can be deployed at once, also while an alarm is on', () => {
  const groups = resources('AWS::CodeDeploy::DeploymentGroup', serviceOf({ rollout: 'at-once' })).map(([, { Properties }]) => Properties);

  for (const group of groups) {
    expect(group.DeploymentConfigName).toBe('CodeDeployDefault.LambdaAllAtOnce');
    expect(group.AlarmConfiguration.Enabled).toBe(false);
    expect(group.AutoRollbackConfiguration.Events).toEqual(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST']);
  }
  expect(() => serviceOf({ rollout: 'slowly' })).toThrow('unknown rollout "slowly": give --context rollout=canary|at-once');
});

it('a setting that is not part of a version makes no new version, which Lambda would refuse', () => {
  const versions = (settings: StageContext) => resources('AWS::Lambda::Version', serviceOf(settings)).map(([id]) => id);

  expect(versions({ rollout: 'at-once' })).toEqual(versions({}));
  // What functions read is part of it.
  expect(versions({ publicUrl: 'https://elsewhere.example.com' })).not.toEqual(versions({}));
});

it('reserved concurrency is that of the function, which its versions share', () => {
  const reserved = allFunctions.filter(({ concurrency }) => concurrency).map(({ name }) => `quiesce-prod-${name}`);
  const found = resources('AWS::Lambda::Function').filter(([, { Properties }]) => Properties.ReservedConcurrentExecutions > 0);

  expect(found.map(([, { Properties }]) => Properties.FunctionName).sort()).toEqual(reserved.sort());
  expect(resources('AWS::Lambda::Alias').filter(([, { Properties }]) => Properties.ProvisionedConcurrencyConfig)).toEqual([]);
});

it('the emulator gets the aliases without CodeDeploy, so that the local stack calls functions as AWS does', () => {
  const { Resources = {} } = forEmulator(templatesOf('local').service.toJSON());
  const local = Object.values(Resources);

  expect(local.filter(({ Type }) => Type.startsWith('AWS::CodeDeploy'))).toEqual([]);
  const found = local.filter(({ Type }) => Type === 'AWS::Lambda::Alias');
  expect(found).toHaveLength(names.length);
  for (const alias of found) expect(alias.UpdatePolicy).toBeUndefined();
});
