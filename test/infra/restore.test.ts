import { describe, expect, it } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { restoreSettings } from '../../infra/restore-settings.ts';
import { appOf, templatesOf } from './synthesized.ts';

const tableName = 'quiesce-prod-20261127100000';
const tableStreamArn = `arn:aws:dynamodb:eu-central-1:123456789012:table/${tableName}/stream/2026-11-27T10:05:00.000`;
const restored = { tableName, tableStreamArn, restoreEpoch: '2' };

const restoredTemplates = () => {
  const { data, service } = appOf('prod', { context: restored });
  return { data: Template.fromStack(data), service: Template.fromStack(service) };
};

describe('a restored table', () => {
  const { data, service } = restoredTemplates();
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
    expect(imported.filter((name) => /Table(?!Key)/.test(name.replaceAll('RecordsKey', '')))).toEqual([]);
    before.service.hasParameter('RecordsTableName', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/quiesce/prod/table-name' });
    expect(service.findParameters('RecordsTable*')).toEqual(before.service.findParameters('RecordsTable*'));
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
  ])('%j are refused', (context, message) => {
    expect(() => restoreSettings(context)).toThrow(message);
  });

  it('are none by default, and an epoch may be raised without another table', () => {
    expect(restoreSettings({})).toEqual({ restoreEpoch: 0 });
    expect(restoreSettings({ restoreEpoch: '3' })).toEqual({ restoreEpoch: 3 });
    expect(restoreSettings(restored)).toEqual({ restoreEpoch: 2, importedTable: { name: tableName, streamArn: tableStreamArn } });
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
