import { expect, it } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { fixedResources } from '../support/cost/month-cost.ts';
import { appOf, templatesOf } from './synthesized.ts';

const { data, service } = templatesOf('prod');
const ofType = (type: string) => [data, service].flatMap((template) => Object.values(template.findResources(type)));

it('what a stage costs without use is computed for the keys, metrics and backups that it has, and each metric that an alarm watches', () => {
  const metrics = ofType('AWS::Logs::MetricFilter').flatMap(({ Properties }) => Properties.MetricTransformations);
  // AWS bills an alarm on an expression for each metric in it.
  const watched = ofType('AWS::CloudWatch::Alarm').map(
    ({ Properties: { Metrics } }) => Metrics?.filter(({ MetricStat }: { MetricStat?: object }) => MetricStat).length ?? 1,
  );
  const [plan] = ofType('AWS::Backup::BackupPlan').map(({ Properties }) => Properties.BackupPlan);

  expect(ofType('AWS::KMS::Key')).toHaveLength(fixedResources.keys);
  expect(watched.reduce((sum, count) => sum + count, 0)).toBe(fixedResources.alarmMetrics);
  expect(new Set(metrics.map(({ MetricName }) => MetricName)).size).toBeLessThanOrEqual(fixedResources.metrics);
  expect(plan.BackupPlanRule.map(({ Lifecycle }: { Lifecycle: object }) => Lifecycle)).toEqual([
    { DeleteAfterDays: fixedResources.backups },
  ]);
});

it('what WAF costs with a domain is computed for the rules that it has', () => {
  const context = {
    domainName: 'quiesce.example.com',
    originCertificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/one',
    edgeCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/two',
  };
  const { edge } = appOf('prod', { context });
  const acls = edge ? Object.values(Template.fromStack(edge).findResources('AWS::WAFv2::WebACL')) : [];

  expect(acls.map(({ Properties }) => Properties.Rules.length)).toEqual([fixedResources.webAclRules]);
});
