import { expect, it } from '@jest/globals';
import { alarmScene } from '../../support/alarm-scene.ts';
import { alarmSources, aStateChange } from '../../support/alarms.ts';
import { aMonitor } from '../../support/monitors.ts';

it('M5 a monitor takes the alarms of the accounts and regions that it lists, and an alarm of none is unclaimed', async () => {
  const { world, changes, episodes } = await alarmScene();
  const other = aMonitor({ kind: 'cloudwatch', name: 'other', accounts: ['210987654321'], regions: ['eu-central-1', 'us-east-1'] });
  await world.store.commit(world.monitors.save(other));
  const ofOther = async () => (await world.episodes.page({ limit: 10, monitor: other.id, from: '2026', to: '2027' })).items;

  expect(await changes('ALARM', { at: '22:15', account: '210987654321', region: 'us-east-1' })).toBe('received');
  expect([(await episodes()).length, (await ofOther()).length]).toEqual([0, 1]);
  expect(await changes('ALARM', { at: '22:15', region: 'us-east-1' })).toBe('unclaimed');
  expect(await changes('ALARM', { at: '22:15', account: '999999999999' })).toBe('unclaimed');
  expect([(await episodes()).length, (await ofOther()).length]).toEqual([0, 1]);
});

it('M5 alarms of our own stack are never received, and an alarm of the same name in another account is', async () => {
  const { changes, episodes } = await alarmScene({ accounts: ['123456789012', '210987654321'] });
  const name = 'quiesce-test: Sending is failing';

  expect(await changes('ALARM', { at: '22:15', name })).toBe('none');
  expect(await episodes()).toEqual([]);
  expect(await changes('ALARM', { at: '22:15', name, account: '210987654321' })).toBe('received');
});

it('M5 an event that is sent with the token of a monitor that does not list its account is refused', async () => {
  const { asCaller, monitor, episodes } = await alarmScene();
  const send = (event: object) =>
    asCaller({ kind: 'monitor', id: monitor.id, roles: ['monitor'], teams: [] }).post(`/v1/monitors/${monitor.id}/alerts`, event);

  expect(await send(aStateChange('ALARM', { at: '22:10' }))).toMatchObject({ status: 202, body: { received: 1, stored: 1 } });
  expect(await send(aStateChange('ALARM', { at: '22:10', account: '999999999999' }))).toMatchObject({
    status: 422,
    body: { code: 'alerts/not-listed' },
  });
  expect(await episodes()).toHaveLength(1);
});

it('M5 an alarm of our own stack is refused also if it is sent with the token of a monitor, or as a test', async () => {
  const { as, asCaller, monitor, episodes } = await alarmScene();
  const own = aStateChange('ALARM', { at: '22:10', name: 'quiesce-test: Sending is failing' });
  const refused = { status: 422, body: { code: 'alerts/own-alarm' } };
  const source = asCaller({ kind: 'monitor', id: monitor.id, roles: ['monitor'], teams: [] });

  expect(await source.post(`/v1/monitors/${monitor.id}/alerts`, own)).toMatchObject(refused);
  const labels = { alarmArn: own.resources[0] };
  expect(await as('admin').post(`/v1/monitors/${monitor.id}/test`, { labels })).toMatchObject(refused);
  expect(await episodes()).toEqual([]);
});

it('M5 a CloudWatch monitor must list accounts and regions, and no other kind may', async () => {
  const { as } = await alarmScene();
  const create = (fields: object) =>
    as('admin').post('/v1/monitors', { name: 'new', receiver: { url: 'https://pager.test/hook' }, ...fields });
  const refused = (pointer: string) => ({ status: 400, body: { code: 'monitor/sources', errors: [{ pointer }] } });

  expect(await create({ kind: 'cloudwatch' })).toMatchObject(refused('/accounts'));
  expect(await create({ kind: 'cloudwatch', accounts: alarmSources.accounts })).toMatchObject(refused('/regions'));
  expect(await create({ regions: alarmSources.regions })).toMatchObject(refused('/regions'));
  expect(await create({ kind: 'cloudwatch', ...alarmSources, accounts: ['123'] })).toMatchObject({
    status: 400,
    body: { code: 'body/invalid', errors: [{ pointer: '/accounts/0' }] },
  });
  expect(await create({ kind: 'cloudwatch', ...alarmSources })).toMatchObject({ status: 201, body: alarmSources });
});
