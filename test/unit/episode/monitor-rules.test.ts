import { expect, it } from '@jest/globals';
import { aWorld } from '../../support/alerts.ts';

const alarms = { kind: 'cloudwatch', accounts: ['123456789012'], regions: ['eu-central-1'] };

it.each([
  [
    'M1 a scheme that no alias can have',
    {
      mapping: [
        { label: 'instance', scheme: 'hostname' },
        { label: 'pod', scheme: 'Pod Name' },
      ],
    },
    '/mapping/1/scheme',
  ],
  ['S6 a matcher that cannot be read', { neverSuppress: ['team="ops"', 'page'] }, '/neverSuppress/1'],
  ['S6 an expression that RE2 does not know', { neverSuppress: ['team=~"(?=a)"'] }, '/neverSuppress/0'],
  ['M5 an account that is listed twice', { ...alarms, accounts: ['123456789012', '210987654321', '123456789012'] }, '/accounts/2'],
  ['M5 a region that is listed twice', { ...alarms, regions: ['eu-central-1', 'eu-central-1'] }, '/regions/1'],
])('%s is refused with its place, in a new monitor and in an edit', async (_, fields, pointer) => {
  const { as, monitor } = await aWorld();
  const admin = as('admin');
  const created = await admin.post('/v1/monitors', { name: 'new', receiver: { url: 'https://pager.test/hook' }, ...fields });
  const edited = await admin.patch(`/v1/monitors/${monitor.id}`, fields);

  for (const answer of [created, edited]) expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
});

it.each(['hostname', 'aws-arn', 'cloudwatch:alarm', 'k8s_pod'])('M1 the scheme %s is taken', async (scheme) => {
  const { as, monitor } = await aWorld();

  expect((await as('admin').patch(`/v1/monitors/${monitor.id}`, { mapping: [{ label: 'x', scheme }] })).status).toBe(200);
});
