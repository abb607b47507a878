import { expect, it } from '@jest/globals';
import { readDocument } from '../support/readme.ts';
import { domainSettings, templatesOf } from './synthesized.ts';

it('the runbook explains each alarm, also those of the edge, and no other', () => {
  const { service, edge } = templatesOf('prod', domainSettings);
  const alarms = [service, ...(edge ? [edge] : [])].flatMap((template) =>
    Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) =>
      String(Properties.AlarmName).replace('quiesce-prod: ', ''),
    ),
  );
  const [, table = ''] = readDocument('docs/runbook.md').split('| Alarm | What it means | What to do first |');
  const rows = (table.split('\n\n')[0] ?? '').split('\n').slice(2);
  const explained = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name));

  expect(explained.sort()).toEqual(alarms.sort());
  for (const row of rows) {
    const [, name, meaning = '', action = ''] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
    expect([name, meaning.length > 20, action.length > 20]).toEqual([name, true, true]);
  }
});
