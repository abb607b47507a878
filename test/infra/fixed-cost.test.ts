import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { fixedResources } from '../support/cost/month-cost.ts';
import { domainSettings, templatesOf } from './synthesized.ts';
import { alarmsOf, measuredBy } from './watched-metrics.ts';

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
  expect(readFileSync('docs/performance.md', 'utf8')).toContain(`the ${watched.length} alarms watch ${fixedResources.alarmMetrics}.`);
  expect(readFileSync('docs/first-hour.md', 'utf8')).toContain(
    `${watched.length} alarms that watch ${fixedResources.alarmMetrics} metrics`,
  );
  expect(new Set(metrics.map(({ MetricName }) => MetricName)).size).toBeLessThanOrEqual(fixedResources.metrics);
  expect(plan.BackupPlanRule.map(({ Lifecycle }: { Lifecycle: object }) => Lifecycle)).toEqual([
    { DeleteAfterDays: fixedResources.backups },
  ]);
});

it('what a domain costs is computed for the rules of WAF, the alarms of the edge, and each copy of the secret', () => {
  const { service: withDomain, edge: ofEdge } = templatesOf('prod', domainSettings);
  if (!ofEdge) throw new Error('a domain is given, but there is no edge stack');
  const acls = Object.values(ofEdge.findResources('AWS::WAFv2::WebACL'));
  const secrets = Object.values(withDomain.findResources('AWS::SecretsManager::Secret'));

  expect(acls.map(({ Properties }) => Properties.Rules.length)).toEqual([fixedResources.webAclRules]);
  expect(alarmsOf(ofEdge).flatMap(measuredBy)).toHaveLength(fixedResources.edgeAlarmMetrics);
  // AWS bills each copy like a secret.
  expect(secrets.reduce((sum, { Properties }) => sum + 1 + Properties.ReplicaRegions.length, 0)).toBe(fixedResources.secrets);
});
