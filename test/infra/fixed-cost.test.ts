import { expect, it } from '@jest/globals';
import { fixedResources } from '../support/cost/month-cost.ts';
import { templatesOf } from './synthesized.ts';

const { data, service } = templatesOf('prod');
const ofType = (type: string) => [data, service].flatMap((template) => Object.values(template.findResources(type)));

it('what a stage costs without use is computed for at least the keys, alarms and metrics that it has', () => {
  const metrics = ofType('AWS::Logs::MetricFilter').flatMap(({ Properties }) => Properties.MetricTransformations);

  expect(ofType('AWS::KMS::Key')).toHaveLength(fixedResources.keys);
  expect(ofType('AWS::CloudWatch::Alarm').length).toBeLessThanOrEqual(fixedResources.alarms);
  expect(new Set(metrics.map(({ MetricName }) => MetricName)).size).toBeLessThanOrEqual(fixedResources.metrics);
});
