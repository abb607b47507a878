import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { apiOf, idOf } from '../../support/api.ts';
import { aMonitor } from '../../support/monitors.ts';

const area = () => {
  const api = apiOf(peopleEndpoints);
  const admin = api.as('admin');
  return {
    ...api,
    admin,
    person: async (name: string) =>
      (await admin.post('/v1/people', { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'Europe/Berlin' })).body,
  };
};
const anyVersion = { 'if-match': '*' };

it.each([
  ['people', { name: 'Ada', email: 'ada@quiesce.test', zone: 'UTC' }, { name: 'Ada L.' }, { roles: ['viewer'], teams: [] }],
  ['teams', { name: 'storage' }, { name: 'disks' }, {}],
  ['contact-groups', { name: 'on call' }, { channels: [{ kind: 'mail', address: 'on-call@quiesce.test' }] }, { members: [], channels: [] }],
])('I1 I2 %s can be created, read, listed, patched and deleted', async (noun, draft, patch, defaults) => {
  const { admin, as } = area();

  const created = await admin.post(`/v1/${noun}`, draft);
  const path = `/v1/${noun}/${created.body.id}`;
  expect(created.body).toMatchObject({ ...draft, ...defaults, version: 1 });
  expect((await as('viewer').get(path)).body).toEqual(created.body);
  expect((await as('viewer').get(`/v1/${noun}`)).body).toEqual({ items: [created.body] });

  const patched = await admin.patch(path, patch);
  expect(patched.body).toMatchObject({ ...draft, ...patch, version: 2 });
  expect(patched.headers.etag).toBe('"2"');

  expect((await admin.delete(path, { 'if-match': '"2"' })).status).toBe(204);
  expect((await admin.get(path)).status).toBe(404);
  expect((await admin.get(`/v1/${noun}`)).body).toEqual({ items: [] });
});

it.each([
  ['people', 'person/email-taken', (value: string) => ({ name: 'x', email: `${value}@quiesce.test`, zone: 'UTC' })],
  ['teams', 'team/name-taken', (name: string) => ({ name })],
  ['contact-groups', 'contact-group/name-taken', (name: string) => ({ name })],
])('T3 a name or address among %s is unique in any case, and free again after its owner is deleted', async (noun, code, draft) => {
  const { admin } = area();
  const { body: first } = await admin.post(`/v1/${noun}`, draft('first'));
  const { body: second } = await admin.post(`/v1/${noun}`, draft('second'));

  const created = await admin.post(`/v1/${noun}`, draft('FIRST'));
  const renamed = await admin.patch(`/v1/${noun}/${second.id}`, draft('First'));
  expect([created.status, created.body.code, renamed.status, renamed.body.code]).toEqual([409, code, 409, code]);

  await admin.delete(`/v1/${noun}/${first.id}`, anyVersion);
  expect((await admin.patch(`/v1/${noun}/${second.id}`, draft('First'))).status).toBe(200);
  expect((await admin.post(`/v1/${noun}`, draft('second'))).status).toBe(201);
});

it('I1 read, patch and delete of an unknown id answer 404', async () => {
  const { admin } = area();

  for (const answer of [
    await admin.get(`/v1/teams/${idOf(7)}`),
    await admin.patch(`/v1/teams/${idOf(7)}`, {}),
    await admin.delete(`/v1/teams/${idOf(7)}`, anyVersion),
  ])
    expect([answer.status, answer.body.code]).toEqual([404, 'team/not-found']);
});

it('I7 requests name the members of a contact group and the responsible person of a client by id or address; answers have the id', async () => {
  const { admin, person } = area();
  const [ada, bob] = [await person('Ada'), await person('Bob')];

  const group = await admin.post('/v1/contact-groups', {
    name: 'on call',
    members: [{ person: 'ADA@quiesce.test' }, { person: bob.id, order: 2 }],
  });
  const client = await admin.post('/v1/clients', { name: 'importer', roles: ['asset-manager'], responsible: 'ada@quiesce.test' });
  const unknown = await admin.post('/v1/contact-groups', {
    name: 'other',
    members: [{ person: bob.id }, { person: 'nobody@quiesce.test' }],
  });

  expect(group.body.members).toEqual([{ person: ada.id }, { person: bob.id, order: 2 }]);
  expect(client.body.responsible).toBe(ada.id);
  expect([unknown.status, unknown.body.errors[0]]).toEqual([
    400,
    expect.objectContaining({ pointer: '/members/1/person', code: 'person/unknown' }),
  ]);
});

it('I7 requests name the teams of a person by id or name; they are stored once each by id, and known ones are not looked up again', async () => {
  const { admin, person, world } = area();
  const [storage, network] = await Promise.all(['storage', 'network'].map(async (name) => (await admin.post('/v1/teams', { name })).body));
  const draft = { name: 'Bob', email: 'bob@quiesce.test', zone: 'UTC' };

  const created = await admin.post('/v1/people', { ...draft, teams: ['STORAGE', network.id, 'network'] });
  expect(created).toMatchObject({ status: 201, body: { teams: [storage.id, network.id] } });

  const unknown = { status: 400, body: { code: 'team/unknown', errors: [{ pointer: '/teams/0', code: 'team/unknown' }] } };
  expect(await admin.post('/v1/people', { ...draft, email: 'eve@quiesce.test', teams: ['nobody'] })).toMatchObject(unknown);
  expect(await admin.patch(`/v1/people/${(await person('Ada')).id}`, { teams: [idOf(7)] })).toMatchObject(unknown);

  // A team in use cannot be deleted by the API.
  await world.store.commit(world.teams.remove(await world.teams.get(storage.id), world.clock.now()));
  const kept = await admin.patch(`/v1/people/${created.body.id}`, { name: 'Robert', teams: [storage.id, 'network'] });
  expect(kept).toMatchObject({ status: 200, body: { name: 'Robert', teams: [storage.id, network.id] } });
});

it('X1 a client’s token is shown at its creation and rotation only', async () => {
  const { admin, person } = area();
  const { id: responsible } = await person('Ada');

  const created = await admin.post('/v1/clients', { name: 'importer', roles: ['asset-manager'], responsible });
  const path = `/v1/clients/${created.body.id}`;
  const rotated = await admin.post(`${path}/rotate-token`, { overlap: 'PT1H' });
  const read = await admin.get(path);

  expect([created.body.token, rotated.body.token]).toEqual([expect.stringMatching(/^qs_client_/), expect.stringMatching(/^qs_client_/)]);
  expect(rotated.body.token).not.toBe(created.body.token);
  expect(read.body).not.toHaveProperty('token');
  expect((await admin.post(`/v1/clients/${idOf(7)}/rotate-token`)).status).toBe(404);
});

it('X1 deleting a client deletes its tokens', async () => {
  const { admin, person, world } = area();
  const { body } = await admin.post('/v1/clients', { name: 'importer', roles: ['asset-manager'], responsible: (await person('Ada')).id });

  await admin.delete(`/v1/clients/${body.id}`, anyVersion);

  expect(await world.credentials.find('client', body.id)).toBeUndefined();
});

it('X1 /v1/me returns the caller: a person, a client or a monitor', async () => {
  const { admin, asCaller, person, world } = area();
  const ada = await person('Ada');
  await world.store.commit(world.monitors.save(aMonitor({ id: idOf(70) })));
  const client = (await admin.post('/v1/clients', { name: 'importer', roles: ['asset-manager'], responsible: ada.id })).body;

  const me = asCaller({ kind: 'person', id: ada.id, roles: ['viewer'], teams: [] });
  const importer = asCaller({ kind: 'client', id: client.id, roles: ['asset-manager'], teams: [], responsible: ada.id });
  const monitor = asCaller({ kind: 'monitor', id: idOf(70), roles: ['monitor'], teams: [] });

  expect((await me.get('/v1/me')).body).toMatchObject({ kind: 'person', id: ada.id, name: 'Ada', email: ada.email, roles: ['viewer'] });
  expect((await importer.get('/v1/me')).body).toMatchObject({ kind: 'client', id: client.id, name: 'importer', responsible: ada.id });
  expect((await monitor.get('/v1/me')).body).toMatchObject({ kind: 'monitor', id: idOf(70), name: 'prometheus', roles: ['monitor'] });
  const gone = asCaller({ kind: 'monitor', id: idOf(71), roles: ['monitor'], teams: [] });
  expect(await gone.get('/v1/me')).toMatchObject({ status: 404, body: { code: 'monitor/not-found' } });
});

it('E3 every change of a person stores an event with its actor in the same transaction', async () => {
  const { admin, person, world, records } = area();
  const commits: string[][] = [];
  records.committed = (rows) => void commits.push(rows.map(({ type }) => type));

  const ada = await person('Ada');
  await admin.patch(`/v1/people/${ada.id}`, { name: 'Ada L.' });

  expect(commits).toEqual([
    ['Person', 'Guard', 'Event'],
    ['Person', 'PastAccess', 'Event'],
  ]);
  expect((await world.events.of({ type: 'person', id: ada.id })).map(({ name, actor }) => [name, actor])).toEqual([
    ['ResourceCreated', `person:${admin.caller.id}`],
    ['ResourceChanged', `person:${admin.caller.id}`],
  ]);
});

it('X1 a deleted person can no longer read who they are, and their address can be registered again', async () => {
  const { admin, person, asCaller } = area();
  const bob = await person('Bob');
  await admin.delete(`/v1/people/${bob.id}`, anyVersion);

  const me = await asCaller({ kind: 'person', id: bob.id, roles: ['viewer'], teams: [] }).get('/v1/me');
  expect([me.status, me.body.code]).toEqual([403, 'access/deleted']);
  expect((await person('Bob')).id).not.toBe(bob.id);
});
