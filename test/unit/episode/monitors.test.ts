import { expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { readToken } from '../../../shared/domain/token/machine-token.ts';
import { isPublicAddress } from '../../../shared/receivers/addresses.ts';
import { signDelivery } from '../../../shared/receivers/sign-delivery.ts';
import { anAlert, aWorld, message } from '../../support/alerts.ts';

const draft = { name: 'prom-1', receiver: { url: 'https://pager.test/hook' } };

const alertApi = async () => {
  const world = await aWorld({ start: '22:15' });
  return { ...world, admin: world.as('admin'), viewer: world.as('viewer') };
};

it('M1 M5 a new monitor shows its token, a generated secret and the set-up text once', async () => {
  const { admin, viewer } = await alertApi();
  const { status, body } = await admin.post('/v1/monitors', draft);

  expect(status).toBe(201);
  expect(body).toMatchObject({
    kind: 'alertmanager',
    mode: 'enforce',
    preExisting: 'remind',
    receiver: { kind: 'webhook', url: draft.receiver.url },
  });
  expect(readToken(body.token)).toMatchObject({ kind: 'monitor', id: body.id });
  expect(body.receiver.secret).toMatch(/^whsec_/);
  for (const part of [
    body.token,
    'max_alerts: 0',
    'send_resolved: true',
    'follow_redirects: false',
    'continue: true',
    `/v1/monitors/${body.id}/alerts`,
  ]) {
    expect(body.setup).toContain(part);
  }
  const read = await viewer.get(`/v1/monitors/${body.id}`);
  expect(JSON.stringify(read.body)).not.toMatch(/secret|whsec|qs_monitor/i);
  expect((await viewer.get('/v1/monitors')).body.items).toHaveLength(2);
});

it('M5 a supplied secret is not returned; a duplicate name, an invalid matcher and plain http are refused', async () => {
  const { admin, viewer } = await alertApi();
  const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, so').toString('base64')}`;
  const { body } = await admin.post('/v1/monitors', { ...draft, receiver: { ...draft.receiver, secret } });

  expect(JSON.stringify(body)).not.toContain(secret);
  expect(await admin.post('/v1/monitors', draft)).toMatchObject({ status: 409, body: { code: 'monitor/name-taken' } });
  expect(await admin.post('/v1/monitors', { ...draft, name: 'b', neverSuppress: ['nonsense'] })).toMatchObject({
    status: 400,
    body: { code: 'matcher/invalid' },
  });
  expect(await admin.post('/v1/monitors', { ...draft, name: 'b', receiver: { url: 'http://pager.test' } })).toMatchObject({
    status: 400,
    body: { code: 'receiver/address' },
  });
  expect(await viewer.post('/v1/monitors', { ...draft, name: 'b' })).toMatchObject({ status: 403 });
});

it('W1 a patch sets the instant of the mapping rules that it changes; the others keep theirs', async () => {
  const { admin, clock } = await alertApi();
  const { body } = await admin.post('/v1/monitors', { ...draft, mapping: [{ label: 'instance', scheme: 'hostname' }] });
  clock.set('2026-11-28T22:30:00.000Z');
  const patched = await admin.patch(`/v1/monitors/${body.id}`, {
    mapping: [
      { label: 'instance', scheme: 'hostname' },
      { label: 'pod', scheme: 'hostname' },
    ],
    graceSeconds: 60,
  });

  expect(patched).toMatchObject({ status: 200, body: { graceSeconds: 60, receiver: { url: draft.receiver.url } } });
  expect(patched.body.mapping.map(({ addedAt }: { addedAt: string }) => addedAt)).toEqual([
    '2026-11-28T22:15:00.000Z',
    '2026-11-28T22:30:00.000Z',
  ]);
  expect((await admin.patch(`/v1/monitors/${body.id}`, { graceSeconds: null })).body.graceSeconds).toBeUndefined();
});

it('M1 a rotated token is shown once; deleting a monitor deletes its tokens', async () => {
  const { admin, world } = await alertApi();
  const { body } = await admin.post('/v1/monitors', draft);
  const rotated = await admin.post(`/v1/monitors/${body.id}/rotate-token`, { overlap: 'PT1H' });

  expect(rotated.body.token).not.toBe(body.token);
  expect((await world.credentials.find('monitor', body.id))?.hashes).toHaveLength(2);
  expect(await admin.delete(`/v1/monitors/${body.id}`, { 'if-match': '*' })).toMatchObject({ status: 204 });
  expect(await world.credentials.find('monitor', body.id)).toBeUndefined();
});

it('S4 a monitor cannot be deleted while it has held alerts or deliveries to send, but can be after they are decided and sent', async () => {
  const { admin, monitor, fire, recover, ci, window, at, sendAll } = await alertApi();
  const id = await ci('db-1');
  await window([id]);
  for (const name of ['A', 'B']) await fire(id, { name });
  await fire('nobody');
  const remove = () => admin.delete(`/v1/monitors/${monitor.id}`, { 'if-match': '*' });
  const refused = await remove();

  const user = (detail: string) => ({ pointer: '/path/id', code: 'monitor/in-use', detail: expect.stringContaining(detail) });
  const errors = [user('is held'), user('is held'), user('delivery 1 (firing)')];
  expect(refused).toMatchObject({ status: 409, body: { code: 'monitor/in-use', errors } });
  at('22:30');
  for (const name of ['A', 'B']) await recover(id, '22:29', { name });
  expect(await remove()).toMatchObject({ status: 409, body: { errors: [user('delivery 1 (firing)')] } });
  await sendAll();
  expect(await remove()).toMatchObject({ status: 204 });
  expect(await remove()).toMatchObject({ status: 404 });
});

it('S4 an alert that is held at the moment its monitor is deleted is still decided, and not delivered', async () => {
  const { monitor, fire, ci, window, at, world, pass, sendAll, posts, episodes, deliveries } = await alertApi();
  const id = await ci('db-1');
  const quiet = await window([id]);
  await fire(id);
  await world.store.commit(world.monitors.remove(monitor, monitor.updatedAt));
  at('22:59');
  expect(await pass(quiet.id)).toMatchObject({ held: 1 });
  at('23:00');
  await pass(quiet.id);
  await sendAll();

  expect(await episodes()).toMatchObject([{ state: 'released' }]);
  expect(await deliveries()).toMatchObject([{ status: 'dead' }]);
  expect(posts).toEqual([]);
});

it('M1 a monitor can send alerts only under its own id, and the answer has their number', async () => {
  const { asCaller, monitor, viewer, ci, window } = await alertApi();
  const id = await ci('db-1');
  await window([id]);
  const self = asCaller({ kind: 'monitor', id: monitor.id, roles: ['monitor'], teams: [] });
  const path = `/v1/monitors/${monitor.id}/alerts`;
  const body = { version: '4', status: 'firing', groupKey: '{}', ...message(anAlert('firing', id), anAlert('firing', 'nobody')) };

  expect(await self.post(path, body)).toMatchObject({ status: 202, body: { received: 2, stored: 2 } });
  expect(await self.post(path, { ...body, truncatedAlerts: 1 })).toMatchObject({ status: 422, body: { code: 'alerts/truncated' } });
  expect(await self.post(path, { ...body, alerts: [{}] })).toMatchObject({ status: 422, body: { code: 'alerts/unreadable' } });
  expect(await self.post(path, { nothing: true })).toMatchObject({ status: 400 });
  expect(await self.post('/v1/monitors/01900000-0000-7000-8000-000000000077/alerts', body)).toMatchObject({
    status: 403,
    body: { code: 'monitor/other' },
  });
  expect(await viewer.post(path, body)).toMatchObject({ status: 403 });
});

it('S4 episodes are listed by monitor, state, item, alias and change', async () => {
  const { viewer, fire, sendAll, ci, window, monitor } = await alertApi();
  const id = await ci('db-1');
  const { change, id: quiet } = await window([id]);
  await fire(id);
  await fire('nobody');
  await sendAll();
  const states = async (path: string) => (await viewer.get(path)).body.items?.map(({ state }: { state: string }) => state);

  expect(await states(`/v1/monitors/${monitor.id}/episodes`)).toEqual(['forwarded', 'held']);
  expect(await states(`/v1/monitors/${monitor.id}/episodes?state=held`)).toEqual(['held']);
  expect(await states('/v1/episodes')).toEqual(['forwarded', 'held']);
  expect(await states(`/v1/episodes?item=${id}`)).toEqual(['held']);
  expect(await states('/v1/episodes?alias=hostname=db-1')).toEqual(['held']);
  expect(await states(`/v1/episodes?change=${change}`)).toEqual(['held']);
  expect(await states('/v1/episodes?to=2026-11-28T00:00:00Z')).toEqual([]);
  const [forwarded, held] = (await viewer.get('/v1/episodes')).body.items;
  expect(held).toMatchObject({ open: true, items: [id], windows: [quiet], changes: [change], deliveries: [] });
  expect(forwarded).toMatchObject({ note: 'unknown-ci', deliveries: [{ n: 1, status: 'sent', tries: 1 }] });
});

it('M5 deliveries are signed so that the receiver can verify them', () => {
  const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, so').toString('base64')}`;
  const headers = signDelivery({ id: 'e#1', at: new Date(), body: '{"a":1}', secret });

  expect(new Webhook(secret).verify('{"a":1}', headers)).toEqual({ a: 1 });
});

it.each([
  ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.1.1', '0.0.0.0', '224.0.0.1', '255.255.255.255'],
  ...[
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    'fe80::1',
    'fd00::1',
    'fd00:ec2::254',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ],
])('M5 %s is refused as the address of a receiver', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each(['8.8.8.8', '172.32.0.1', '2600:1f18::1', '2a00:1450::1'])('M5 %s is accepted as a public address', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});
