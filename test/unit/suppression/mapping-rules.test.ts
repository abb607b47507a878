import { expect, it } from '@jest/globals';
import { aWorld } from '../../support/alerts.ts';

const rule = (label: string, fields: object = {}) => ({ label, scheme: 'hostname', addedAt: '2026-11-01T00:00:00.000Z', ...fields });

const mapped = async (fields: object = {}) => {
  const world = await aWorld({ start: '22:15', monitor: { mapping: [rule('instance'), rule('peer', fields)] } });
  const id = await world.ci('db-1');
  await world.window([id]);
  const ask = async (labels: object) =>
    (await world.as('viewer').post('/v1/suppression/evaluate', { monitor: world.monitor.id, alerts: [{ labels }] })).body.results[0];
  return { ...world, id, ask };
};

it('S2 S7 a rule whose label is there and finds nothing lets the alert out', async () => {
  const { ask, id, ci, episodes, fire, at, monitor, recover, sendAll, acceptedMessages } = await mapped();
  await ci('old', { stage: 'decommissioned' });

  expect(await ask({ instance: 'db-1' })).toMatchObject({ suppressed: true });
  for (const peer of ['nobody', ' ', 'old', 'x'.repeat(3_000)]) {
    expect(await ask({ instance: 'db-1', peer })).toMatchObject({ ci: id, suppressed: false, note: 'not-all-cis-covered', reasons: [] });
  }
  expect(await ask({ instance: 'db-1', peer: '' })).toMatchObject({ suppressed: true });
  const labels = { instance: 'db-1', peer: 'nobody' };
  await fire('x', { labels });
  // A reminder is due later. The alert is still about something unknown, so it is sent.
  at('+02:14');
  await fire('x', { labels });
  await sendAll();
  expect(acceptedMessages()).toEqual(['firing not-all-cis-covered', 'firing reminder']);
  expect(await episodes()).toMatchObject([{ monitor: monitor.id, items: [{ id, isPartial: true }], state: 'forwarded' }]);
  await recover('x', '+02:15', { labels });
});

it('S7 an alert that was sent because a rule found nothing is reminded inside the window too', async () => {
  const { fire, at, sendAll, acceptedMessages, monitor, admin } = await mapped().then((world) => ({ ...world, admin: world.as('admin') }));
  await admin.patch(`/v1/monitors/${monitor.id}`, { repeatIntervalSeconds: 600 });
  const labels = { instance: 'db-1', peer: 'nobody' };
  await fire('x', { labels });
  at('22:30');
  await fire('x', { labels });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing not-all-cis-covered', 'firing reminder']);
});

it('S7 a rule that is optional may find nothing; what it finds still has to be covered', async () => {
  const { ask, ci } = await mapped({ optional: true });
  await ci('db-2');

  expect(await ask({ instance: 'db-1', peer: 'nobody' })).toMatchObject({ suppressed: true });
  expect(await ask({ instance: 'db-1', peer: 'db-2' })).toMatchObject({ suppressed: false, note: 'not-all-cis-covered' });
  expect(await ask({ instance: 'nobody', peer: 'db-1' })).toMatchObject({ suppressed: false, note: 'not-all-cis-covered' });
  expect(await ask({ instance: 'nobody', peer: 'nobody' })).toMatchObject({ suppressed: false, note: 'unknown-ci' });
});

it('M1 the rules of the default mapping are alternatives', async () => {
  const { window, ci, as } = await aWorld({ start: '22:15' });
  const id = await ci('db-1', { aliases: [{ scheme: 'hostname', value: 'db-1' }] });
  await window([id]);
  const alerts = [{ labels: { instance: 'db-1:9187' } }, { labels: { instance: 'db-1' } }];

  const { body } = await as('viewer').post('/v1/suppression/evaluate', { alerts });
  expect(body.results).toMatchObject([{ suppressed: true }, { suppressed: true }]);
});

it('M1 a monitor shows which of its rules are optional', async () => {
  const { as } = await mapped();
  const draft = { name: 'm', receiver: { url: 'https://pager.test/hook' }, mapping: [{ label: 'a', scheme: 'b', optional: true }] };
  const { status, body } = await as('admin').post('/v1/monitors', draft);

  expect([status, body.mapping]).toMatchObject([201, [{ label: 'a', optional: true }]]);
});
