import { expect, it } from '@jest/globals';
import { retentionSettings } from '../../infra/retention-settings.ts';
import { defaultRetentionDays, RetentionDays } from '../../shared/domain/retention.ts';
import { templatesOf } from './synthesized.ts';

it('E4 the context changes single settings of the retention', () => {
  expect(retentionSettings({})).toEqual(defaultRetentionDays);
  expect(retentionSettings({ retentionDays: 'mails=100, episodes=200' })).toEqual({ ...defaultRetentionDays, mails: 100, episodes: 200 });
});

it.each([
  ['events=400', 'retentionDays: got "events=400", write it as episodes=400,mails=400; the names are episodes, deliveries'],
  ['mails', 'retentionDays: got "mails"'],
  ['mails=-1', 'retentionDays: got "mails=-1"'],
  ['mails=90', 'mails=90 is too short, it takes at least 91 days, because events can be replayed for 90 days'],
  ['episodes=60', 'deliveries=90 is longer than episodes=60'],
])('E4 the retention %s is refused', (retentionDays, message) => {
  expect(() => retentionSettings({ retentionDays })).toThrow(message);
});

it('E4 every function that writes rows knows the retention of the stage', () => {
  const functions = Object.values(templatesOf('prod').service.findResources('AWS::Lambda::Function'));
  const variables = functions
    .map(({ Properties }) => Properties.Environment.Variables)
    .filter(({ TABLE_NAME }) => TABLE_NAME !== undefined);

  expect(variables.length).toBeGreaterThan(10);
  for (const { RETENTION_DAYS } of variables) expect(RetentionDays().parse(JSON.parse(RETENTION_DAYS))).toEqual(defaultRetentionDays);
});
