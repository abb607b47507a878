import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { demoRoles } from '../../infra/local/people.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { sendTo } from '../support/http-caller.ts';

const desk = deployedDesk();
const { stack, as, viewer, requester } = desk;

it('health and the OpenAPI document need no token; everything else does', async () => {
  expect(await sendTo(`${stack.apiUrl}/health`)).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(await sendTo(`${stack.apiUrl}/openapi.json`)).toMatchObject({ status: 200, body: { openapi: expect.stringMatching(/^3\.1/) } });
  const refused = await sendTo(`${stack.apiUrl}/v1/me`);
  expect(refused).toMatchObject({ status: 401, body: { code: 'access/token-missing' } });
  expect(refused.headers['www-authenticate']).toMatch(/^Bearer/);
});

it.each(demoRoles)('X1 the token of the demo %s identifies the person and their role', async (role) => {
  const me = await as(role).get('/v1/me');

  expect(me).toMatchObject({ status: 200, body: { id: stack.people[role].id, roles: [role] } });
});

it('X1 an altered token is refused', async () => {
  const [header, payload, signature = ''] = stack.tokens.admin.split('.');
  const altered = `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;

  const answer = await sendTo(`${stack.apiUrl}/v1/me`, { headers: { authorization: `Bearer ${altered}` } });

  expect(answer.status).toBe(401);
});

it('X2 a caller without the role is refused, and nothing is written', async () => {
  const name = `nobody's ${randomUUID()}`;
  const refusals = await Promise.all([
    viewer.post('/v1/configuration-items', { name, class: 'server' }),
    viewer.post('/v1/changes', { title: name, items: [await desk.ci()] }),
    requester.post('/v1/assets', { name, kind: 'hardware' }),
    as('auditor').post('/v1/people', { name, email: `${randomUUID()}@quiesce.test`, zone: 'UTC' }),
  ]);

  expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(refusals.map(() => [403, 'access/role-missing']));
  expect((await viewer.get(`/v1/items/by-alias?alias=name=${encodeURIComponent(name)}`)).status).toBe(404);
});

it('C1 one id has an asset facet and a CI facet', async () => {
  const assetTag = `TAG-${randomUUID()}`;
  const asset = await as('asset-manager').post('/v1/assets', { name: 'a server', kind: 'hardware', assetTag });
  const id: string = asset.body.id;
  const ci = await as('configuration-manager').put(
    `/v1/configuration-items/${id}`,
    { name: 'web-1', class: 'server', aliases: [{ scheme: 'hostname', value: `web-${id}` }] },
    { 'if-none-match': '*' },
  );

  expect([asset.status, ci.status]).toEqual([201, 201]);
  const item = await viewer.get(`/v1/items/${id}`);
  expect(item.body).toMatchObject({ id, asset: { id, assetTag }, ci: { id, name: 'web-1' } });
  expect((await viewer.get(`/v1/items/by-alias?alias=hostname=web-${id}`)).body.id).toBe(id);
});

it('I2 a write needs the current version in If-Match', async () => {
  const id = await desk.ci();
  const path = `/v1/configuration-items/${id}`;
  const manager = as('configuration-manager');
  const { headers } = await manager.get(path);

  expect((await manager.patch(path, { labels: { app: 'one' } })).status).toBe(428);
  expect(await manager.patch(path, { labels: { app: 'two' } }, { 'if-match': headers.etag ?? '' })).toMatchObject({
    status: 200,
    headers: { etag: '"2"' },
    body: { labels: { app: 'two' } },
  });
  expect((await manager.patch(path, { labels: { app: 'three' } }, { 'if-match': headers.etag ?? '' })).status).toBe(412);
  expect((await manager.get(path)).body.labels).toEqual({ app: 'two' });
});

it('I8 a team that owns a CI is not deleted, and a CI is not stored with a team that is deleted at the same moment', async () => {
  const [admin, manager] = [as('admin'), as('configuration-manager')];
  for (let round = 0; round < 5; round += 1) {
    const team = (await admin.post('/v1/teams', { name: `team ${randomUUID()}` })).body.id;
    const remove = () => admin.delete(`/v1/teams/${team}`, { 'if-match': '*' });

    const [ci, removal] = await Promise.all([
      manager.post('/v1/configuration-items', { name: `ci ${randomUUID()}`, class: 'server', ownerTeam: team }),
      remove(),
    ]);

    expect([ci.status, removal.status].filter((status) => status < 300)).toHaveLength(1);
    if (ci.status !== 201) continue;
    expect(await remove()).toMatchObject({ status: 409, body: { code: 'team/in-use', errors: [{ code: 'team/in-use' }] } });
    expect((await manager.delete(`/v1/configuration-items/${ci.body.id}`, { 'if-match': '*' })).status).toBe(204);
    expect((await remove()).status).toBe(204);
  }
});

it('I3 a request with the same key and body gets the same answer, one with another body is refused', async () => {
  const key = { 'idempotency-key': randomUUID() };
  const body = { title: `once ${randomUUID()}`, items: [await desk.ci()] };

  const first = await requester.post('/v1/changes', body, key);
  const again = await requester.post('/v1/changes', body, key);
  const other = await requester.post('/v1/changes', { ...body, title: 'another' }, key);
  const listed = (await requester.get(`/v1/changes?item=${body.items[0]}`)).body.items;

  expect(first.status).toBe(201);
  expect(again).toMatchObject({ status: 201, headers: { location: first.headers.location, etag: first.headers.etag }, body: first.body });
  expect(other.status).toBe(422);
  expect(listed.map(({ id }: { id: string }) => id)).toEqual([first.body.id]);
});

it('I3 ten requests with one key at once create one change', async () => {
  const key = { 'idempotency-key': randomUUID() };
  const body = { title: `race ${randomUUID()}`, items: [await desk.ci()] };

  const answers = await Promise.all(Array.from({ length: 10 }, () => requester.post('/v1/changes', body, key)));

  const ids = new Set(answers.filter(({ status }) => status === 201).map((answer) => answer.body.id));
  expect(ids.size).toBe(1);
  expect(answers.filter(({ status }) => ![201, 409].includes(status))).toEqual([]);
  expect((await requester.get(`/v1/changes?item=${body.items[0]}`)).body.items).toHaveLength(1);
});
