import { describe, expect, it } from '@jest/globals';
import { restoreSettings } from '../../infra/restore-settings.ts';
import { Match, type Template } from './cdk.ts';
import { templatesOf } from './synthesized.ts';

const tableName = 'quiesce-prod-20261127100000';
const tableStreamArn = `arn:aws:dynamodb:eu-central-1:123456789012:table/${tableName}/stream/2026-11-27T10:05:00.000`;
const restored = { tableName, tableStreamArn, restoreEpoch: '2' };

describe('a restored table', () => {
  const { data, service } = templatesOf('prod', restored);
  const parameter = (name: string, Value: unknown) => ({ Name: `/quiesce/prod/${name}`, Type: 'String', Value });

  it('is imported with its stream and the key of the former one, and no other table is created', () => {
    data.resourceCountIs('AWS::DynamoDB::Table', 0);
    data.resourceCountIs('AWS::KMS::Key', 2);
    data.hasResourceProperties('AWS::SSM::Parameter', parameter('table-name', tableName));
    data.hasResourceProperties('AWS::SSM::Parameter', parameter('table-stream-arn', tableStreamArn));
  });

  it('S2 raises the restore epoch of every function that reads the table', () => {
    const variables = Object.values(service.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties.Environment.Variables,
    );
    const readers = variables.filter(({ TABLE_NAME }) => TABLE_NAME !== undefined);

    expect(readers.length).toBeGreaterThan(10);
    expect(new Set(readers.map(({ RESTORE_EPOCH }) => RESTORE_EPOCH))).toEqual(new Set(['2']));
  });

  it('is backed up as the former one was', () => {
    expect(JSON.stringify(data.findResources('AWS::Backup::BackupSelection'))).toContain(`table/${tableName}`);
  });

  it('changes no value that another stack imports, which CloudFormation would refuse', () => {
    const before = templatesOf('prod');
    const exported = (template: Template) => Object.values(template.findOutputs('*')).flatMap(({ Export }) => Export?.Name ?? []);
    const imported = JSON.stringify(before.service.toJSON()).match(/(?<="Fn::ImportValue":")[^"]+/g) ?? [];

    expect(exported(data).sort()).toEqual(exported(before.data).sort());
    // No value of the table or of the user pool, but the keys and the bus.
    expect(imported).not.toEqual([]);
    expect(imported.filter((name) => !/:ExportsOutput(FnGetAtt|Ref)(RecordsKey|SealKey|Bus)/.test(name))).toEqual([]);
    before.service.hasParameter('RecordsTableName', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/quiesce/prod/table-name' });
    expect(service.findParameters('RecordsTable*')).toEqual(before.service.findParameters('RecordsTable*'));
  });
});

/** The version of each function that is deployed gradually, by the function's resource. */
const versionsOf = (template: Template): Record<string, string> =>
  Object.fromEntries(
    Object.entries(template.findResources('AWS::Lambda::Version')).map(([id, { Properties }]) => [Properties.FunctionName.Ref, id]),
  );
const kept = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(before).filter((name) => before[name] === after[name]);

describe('the versions of functions', () => {
  const before = versionsOf(templatesOf('prod', restored).service);

  it('are others with another table, even if the restore epoch is the same', () => {
    const name = 'quiesce-prod-another';
    const another = { ...restored, tableName: name, tableStreamArn: tableStreamArn.replace(tableName, name) };

    expect(Object.keys(before)).toHaveLength(4);
    expect(kept(before, versionsOf(templatesOf('prod', another).service))).toEqual([]);
    expect(versionsOf(templatesOf('prod', restored).service)).toEqual(before);
  });

  it('X1 are others with another user pool, except of the function that nobody signs in to', () => {
    const another = versionsOf(templatesOf('prod', { ...restored, userPoolNumber: '2' }).service);

    expect(kept(before, another)).toEqual([expect.stringMatching(/send/i)]);
  });

  it('X1 are the same with another user pool that the stage does not use', () => {
    const foreign = { issuerUrl: 'https://login.example.com', audience: 'client' };
    const [one, two] = ['1', '2'].map((userPoolNumber) => versionsOf(templatesOf('prod', { ...foreign, userPoolNumber }).service));

    expect(two).toEqual(one);
  });
});

describe('X1 another user pool', () => {
  const [first, second] = [templatesOf('prod'), templatesOf('prod', { userPoolNumber: '2' })];
  const poolOf = ({ data }: typeof first) => Object.entries(data.findResources('AWS::Cognito::UserPool'));
  const parameterOf = ({ data }: typeof first, name: string) =>
    Object.values(data.findResources('AWS::SSM::Parameter', { Properties: { Name: `/quiesce/prod/${name}` } }))[0]?.Properties.Value.Ref;

  it('is a new resource with the settings of the first, and its ids are in the same parameters', () => {
    const [[oneId, one] = [], [twoId, two] = []] = [...poolOf(first), ...poolOf(second)];

    expect(twoId).not.toBe(oneId);
    expect(two).toEqual(one);
    expect([parameterOf(first, 'user-pool-id'), parameterOf(second, 'user-pool-id')]).toEqual([oneId, twoId]);
    expect(parameterOf(second, 'user-pool-client-id')).not.toBe(parameterOf(first, 'user-pool-client-id'));
  });

  it('changes no value that another stack imports, and no parameter of the service stack', () => {
    const exported = ({ data }: typeof first) => Object.values(data.findOutputs('*')).flatMap(({ Export }) => Export?.Name ?? []);

    expect(exported(second)).toEqual(exported(first));
    first.service.hasParameter('PeoplePoolId', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/quiesce/prod/user-pool-id' });
    expect(second.service.findParameters('*')).toEqual(first.service.findParameters('*'));
  });
});

describe('the settings of a restore', () => {
  it.each([
    [{ tableName }, 'tableName and tableStreamArn belong to one table'],
    [{ tableStreamArn }, 'tableName and tableStreamArn belong to one table'],
    [{ ...restored, tableName: 'another' }, 'tableName and tableStreamArn belong to one table'],
    [{ tableName, tableStreamArn }, 'give --context restoreEpoch=1'],
    [{ restoreEpoch: '-1' }, 'restoreEpoch must be a whole number of at least 0: got "-1"'],
    [{ restoreEpoch: '1.5' }, 'restoreEpoch must be a whole number'],
    [{ userPoolNumber: '0' }, 'userPoolNumber must be a whole number of at least 1: got "0"'],
    [{ userPoolNumber: 'two' }, 'userPoolNumber must be a whole number'],
  ])('%j are refused', (context, message) => {
    expect(() => restoreSettings(context)).toThrow(message);
  });

  it('are none by default, and an epoch may be raised without another table', () => {
    expect(restoreSettings({})).toEqual({ restoreEpoch: 0, userPoolNumber: 1 });
    expect(restoreSettings({ restoreEpoch: '3', userPoolNumber: '2' })).toEqual({ restoreEpoch: 3, userPoolNumber: 2 });
    expect(restoreSettings(restored)).toEqual({
      restoreEpoch: 2,
      userPoolNumber: 1,
      importedTable: { name: tableName, streamArn: tableStreamArn },
    });
  });
});

it('the table is backed up each day into a vault that outlives the stack, and a backup is kept for 35 days', () => {
  const { data } = templatesOf('prod');
  data.allResources('AWS::Backup::BackupVault', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  data.hasResourceProperties('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanRule: [Match.objectLike({ ScheduleExpression: 'cron(0 1 * * ? *)', Lifecycle: { DeleteAfterDays: 35 } })],
    },
  });
  data.hasResourceProperties('AWS::Backup::BackupSelection', {
    BackupSelection: { Resources: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^RecordsTable'), 'Arn'] }] },
  });
  data.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: Match.objectLike({ Statement: [Match.objectLike({ Principal: { Service: 'backup.amazonaws.com' } })] }),
  });
});

it('AWS Backup has a role for restores, and what a restore is started with are outputs that no stack imports', () => {
  const { data, service } = templatesOf('prod');
  const outputs = data.findOutputs('*');
  const [roleId, ...others] = Object.keys(
    data.findResources('AWS::IAM::Role', {
      Properties: {
        AssumeRolePolicyDocument: Match.objectLike({ Statement: [Match.objectLike({ Principal: { Service: 'backup.amazonaws.com' } })] }),
        ManagedPolicyArns: [
          { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores']] },
        ],
      },
    }),
  );
  const [vaultId] = Object.keys(data.findResources('AWS::Backup::BackupVault'));
  const [keyId] = Object.keys(data.findResources('AWS::KMS::Key', { Properties: { Description: 'Quiesce: the table of records' } }));

  expect(others).toEqual([]);
  expect([outputs.RestoreRoleArn, outputs.BackupVaultName, outputs.TableKeyArn]).toEqual([
    { Value: { 'Fn::GetAtt': [roleId, 'Arn'] } },
    { Value: { 'Fn::GetAtt': [vaultId, 'BackupVaultName'] } },
    { Value: { 'Fn::GetAtt': [keyId, 'Arn'] } },
  ]);
  expect(JSON.stringify(service.toJSON())).not.toContain('RestoreRole');
});
