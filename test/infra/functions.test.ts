import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { allFunctions } from '../../shared/functions/all-functions.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { statementsOf, templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');
const functions = Object.values(service.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
const functionOf = (name: string) => functions.find(({ FunctionName }) => FunctionName === `quiesce-prod-${name}`);
const _statements = statementsOf(service);
it('each folder of functions is deployed as a function, and there is no other function', () => {
  const folders = readdirSync('functions').map((name) => `quiesce-prod-${name}`);
  expect(functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(folders.sort());
});

it('every function has an explicit runtime, runs on arm64, and has a timeout and its own role', () => {
  for (const { Runtime, Architectures, Timeout } of functions) {
    expect({ Runtime, Architectures }).toEqual({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    expect(Timeout).toBeLessThanOrEqual(120);
  }
  expect(new Set(functions.map(({ Role }) => JSON.stringify(Role))).size).toBe(functions.length);
});

it('no function uses SnapStart, with which Lambda passes no credentials in the environment', () => {
  expect(functions.filter(({ SnapStart }) => SnapStart !== undefined)).toEqual([]);
});

it('every function has exactly the environment that its record names', () => {
  for (const record of allFunctions) {
    const variables = functionOf(record.name)?.Environment.Variables;
    expect(Object.keys(variables).sort()).toEqual([...Object.keys(environmentOf(record).shape), 'POWERTOOLS_SERVICE_NAME'].sort());
    expect(JSON.stringify(variables)).not.toContain('undefined');
  }
});

it('M5 the send function may publish to listed topics, and is denied those of the stage', () => {
  const ofSend = Object.entries(service.findResources('AWS::IAM::Policy')).filter(([id]) => id.startsWith('FunctionssendRole'));
  const found = ofSend
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => Action === 'sns:Publish')
    .map(({ Effect, Resource }) => [Effect, Resource]);

  expect(found).toEqual([
    ['Allow', 'arn:aws:sns:eu-central-1:123456789012:pages-*'],
    ['Deny', 'arn:*:sns:*:*:quiesce-prod-*'],
  ]);
});

it('in prod the functions of the paging path have reserved concurrency', () => {
  for (const name of ['ingest', 'evaluate', 'cloudwatch', 'send', 'release', 'sweep'])
    expect(functionOf(name)?.ReservedConcurrentExecutions).toBeGreaterThan(0);
});

it('E2 an asynchronous invocation is tried three times, a run of the sweep once, and then goes to a dead-letter queue', () => {
  const configs = Object.values(service.findResources('AWS::Lambda::EventInvokeConfig')).map(({ Properties }) => Properties);
  expect(configs).toHaveLength(4);
  for (const { FunctionName, MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } of configs) {
    // The next run of the sweep starts within a minute (T9).
    const isSweep = FunctionName.Ref.startsWith('Functionssweep');
    expect({ MaximumRetryAttempts, MaximumEventAgeInSeconds }).toEqual(
      isSweep ? { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } : { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21_600 },
    );
    expect(DestinationConfig.OnFailure.Destination).toBeDefined();
  }
});

it('every log group has a retention time', () => {
  service.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
});
