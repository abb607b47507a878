import { expect, it } from '@jest/globals';
import { anAlert, aWorld } from '../../support/alerts.ts';
import { apiOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';

const json = { 'content-type': 'application/json' };
const api = apiOf((world) => [
  ...areaEndpoints.people(world),
  ...areaEndpoints['configuration-items'](world),
  ...areaEndpoints.changes(world),
]);
const many = `[${Array(127_000).fill('1').join()}]`;
const fields = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`f${n}`, 1]));

it.each([
  ['admin', '/v1/teams', many],
  ['admin', '/v1/teams', `{"name":${many}}`],
  ['admin', '/v1/people', `{"name":"a","email":"a@b.test","teams":${many}}`],
  ['change-requester', '/v1/changes', `{"title":"a","items":${many}}`],
  ['configuration-manager', '/v1/configuration-items', `{"name":"a","class":"server","labels":${JSON.stringify(fields)}}`],
  ['configuration-manager', '/v1/configuration-items', JSON.stringify(fields)],
] as const)('I1 a body with too many members is refused: %s at %s', async (role, path, body) => {
  const { status, body: refused } = await api.as(role).send('POST', path, { body, headers: json });

  expect([status, refused.code]).toEqual([400, 'body/invalid']);
  expect(JSON.stringify(refused).length).toBeLessThan(100_000);
});

it('I1 a body with ten thousand invalid members is refused, and a hundred of them are named', async () => {
  const { status, body } = await api.as('admin').post('/v1/people', Object.fromEntries(Object.entries(fields).slice(0, 10_000)));

  expect([status, body.code, body.errors.length]).toEqual([400, 'body/invalid', 100]);
});

const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

it.each(inherited)('M1 S6 a mapping label and matchers named %s find a label of the alert, and nothing else', async (label) => {
  const isStorable = label !== '__proto__';
  const addedAt = '2026-11-01T00:00:00.000Z';
  const neverSuppress = [`${label}=~".*page.*"`, `${label}!=""`];
  const world = await aWorld({ start: '22:11', monitor: { mapping: [{ label, scheme: 'hostname', addedAt }], neverSuppress } });
  const ci = await world.ci('db-1');
  await world.window([ci]);
  const monitor = world.asCaller({ kind: 'monitor', id: world.monitor.id, roles: ['monitor'], teams: [] });
  const alerts = [
    anAlert('firing', 'x'),
    { ...anAlert('firing', 'y'), labels: { ...JSON.parse(`{"${label}":"db-1"}`), alertname: 'Own' } },
  ];

  const sent = await monitor.post(`/v1/monitors/${world.monitor.id}/alerts`, { alerts });
  expect(sent).toMatchObject(
    isStorable ? { status: 202, body: { stored: 2 } } : { status: 422, body: { errors: [{ pointer: '/alerts/1' }] } },
  );
  expect(await world.episodes()).toHaveLength(2);
  const asked = await world.as('viewer').send('POST', '/v1/suppression/evaluate', {
    body: `{"monitor":"${world.monitor.id}","alerts":[{"labels":{"alertname":"a"}},{"labels":{"${label}":"db-1"}}]}`,
    headers: json,
  });
  const notes = asked.body.results?.map(({ note }: { note?: string }) => note ?? 'suppressed');
  expect([asked.status, notes ?? asked.body.errors[0].pointer]).toEqual(
    isStorable ? [200, ['unknown-ci', 'suppressed']] : [400, '/alerts/1/labels/__proto__'],
  );
});

it.each(inherited)('I1 a query parameter, a field and a label named %s are handled', async (name) => {
  const manager = api.as('configuration-manager');
  expect((await manager.get(`/v1/configuration-items?${name}=1`)).status).toBe(400);
  const body = (field: string) => `{"name":"n ${name}","class":"server",${field}}`;
  const unknown = await manager.send('POST', '/v1/configuration-items', { body: body(`"${name}":{"a":1}`), headers: json });
  expect(unknown.status).toBe(400);
  const labelled = await manager.send('POST', '/v1/configuration-items', {
    body: body(`"labels":{"${name}":"b"}`).replace('n ', 'm '),
    headers: json,
  });
  expect([labelled.status, labelled.body.errors?.[0].pointer]).toEqual(
    name === '__proto__' ? [400, '/labels/__proto__'] : [201, undefined],
  );
});
