import { expect, it } from '@jest/globals';
import type { Role } from '../../../shared/domain/access.ts';
import { type ApiCaller, apiOf, idOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';

const register = async () => {
  const api = apiOf((world) => Object.values(areaEndpoints).flatMap((endpoints) => endpoints(world)));
  const create = async (role: Role, path: string, body: object) => {
    const made = await api.as(role).post(path, body);
    if (made.status !== 201) throw new Error(`${path}: ${made.body.detail}`);
    return { path: `${path}/${made.body.id}`, caller: api.as(role) };
  };
  return { ...api, create };
};

const person = { name: 'Ada', email: 'ada@quiesce.test', zone: 'Europe/Berlin', roles: ['viewer'] };
const receiver = { url: 'https://pager.test/hook' };
const mapping = [
  { label: 'instance', scheme: 'hostname' },
  { label: 'pod', scheme: 'pod', optional: true },
];

/** Reads a resource and sends all of it back. */
const roundTrip = async (caller: ApiCaller, path: string, edit: object = {}) => {
  const { body: before, headers } = await caller.get(path);
  const after = await caller.patch(path, { ...before, ...edit }, { 'if-match': headers.etag ?? '' });
  return { before, after };
};

it.each<[Role, string, object]>([
  ['admin', '/v1/people', person],
  ['admin', '/v1/teams', { name: 'storage' }],
  ['admin', '/v1/contact-groups', { name: 'on call', members: [] }],
  ['admin', '/v1/monitors', { name: 'prometheus', receiver, mapping, neverSuppress: ['team="ops"'] }],
  [
    'asset-manager',
    '/v1/assets',
    { name: 'a laptop', kind: 'hardware', assetTag: 'IT-1', purchase: { value: { amount: '12.50', currency: 'EUR' } } },
  ],
  [
    'configuration-manager',
    '/v1/configuration-items',
    { name: 'web-7', class: 'server', stage: 'live', aliases: [{ scheme: 'hostname', value: 'web-7' }], labels: { app: 'shop' } },
  ],
])('I2 as %s, all fields of %s sent back as they are read are no edit', async (role, path, fields) => {
  const { create } = await register();
  const made = await create(role, path, fields);
  const { before, after } = await roundTrip(made.caller, made.path);

  expect([after.status, after.body]).toEqual([200, before]);
});

it('I2 all fields of a client sent back as they are read are no edit', async () => {
  const { create, as } = await register();
  const responsible = (await create('admin', '/v1/people', person)).path.split('/').at(-1);
  const { path } = await create('admin', '/v1/clients', { name: 'pipeline', roles: ['viewer'], responsible });
  const { before, after } = await roundTrip(as('admin'), path);

  expect([after.status, after.body]).toEqual([200, before]);
});

it.each(['draft', 'awaiting', 'scheduled', 'implementing'] as const)(
  'I2 H6 all fields of a change that is %s sent back as they are read are no edit',
  async (state) => {
    const desk = await changeDesk();
    const { id } = state === 'draft' ? await desk.request({ submit: false }) : await desk[state]();
    const { asCaller } = await deskApi(desk);
    const { before, after } = await roundTrip(asCaller(desk.rita), `/v1/changes/${id}`);

    expect([after.status, after.body]).toEqual([200, before]);
    const edited = await roundTrip(asCaller(desk.rita), `/v1/changes/${id}`, { title: 'Another title' });
    expect([edited.after.status, edited.after.body.title]).toEqual([200, 'Another title']);
  },
);

it.each([
  ['stage', 'decommissioned'],
  ['stage', null],
  ['version', 7],
  ['id', idOf(7)],
  ['createdAt', '2020-01-01T00:00:00.000Z'],
])('I2 a field that cannot be changed is refused if it differs: %s %j', async (field, value) => {
  const { create } = await register();
  const { caller, path } = await create('configuration-manager', '/v1/configuration-items', {
    name: 'web-7',
    class: 'server',
    stage: 'live',
  });
  const { status, body } = await caller.patch(path, { [field]: value });

  expect([status, body.code, body.errors]).toEqual([
    400,
    'body/invalid',
    [expect.objectContaining({ pointer: `/${field}`, code: 'read-only' })],
  ]);
  expect(body.errors[0].detail).toMatch(/^cannot be changed by this request; leave it out, or send it back as it is: /);
});

it('I2 the fields of an older version are answered 412 and not 400', async () => {
  const { create } = await register();
  const { caller, path } = await create('admin', '/v1/teams', { name: 'storage' });
  const { body } = await caller.get(path);
  await caller.patch(path, { name: 'disks' });

  expect((await caller.patch(path, body, { 'if-match': '"1"' })).status).toBe(412);
});

it('W1 a mapping rule may be sent back with its age, in another order too, and keeps it; another age is refused', async () => {
  const { create, clock } = await register();
  const { caller, path } = await create('admin', '/v1/monitors', { name: 'prometheus', receiver, mapping });
  const [one, other] = (await caller.get(path)).body.mapping;
  clock.advance(60_000);
  const added = { label: 'peer', scheme: 'hostname' };
  const { status, body } = await caller.patch(path, { mapping: [added, other, one] });

  expect([status, body.mapping.slice(1)]).toEqual([200, [other, one]]);
  expect(body.mapping[0].addedAt > one.addedAt).toBe(true);
  const older = await caller.patch(path, { mapping: [{ ...one, addedAt: '2020-01-01T00:00:00.000Z' }] });
  expect([older.status, older.body.errors]).toMatchObject([400, [{ pointer: '/mapping/0/addedAt', code: 'read-only' }]]);
});

it('I1 an unknown field is still unknown, and reads nothing', async () => {
  const { create, records } = await register();
  const { caller, path } = await create('admin', '/v1/teams', { name: 'storage' });
  const { requests } = records.usage;
  const { body } = await caller.patch(path, { shoe: 43 });

  expect([body.errors[0].code, records.usage.requests - requests]).toEqual(['unknown-field', 0]);
});

it('X2 a caller without the right is told so, whatever is sent back', async () => {
  const { create, as } = await register();
  const { path } = await create('configuration-manager', '/v1/configuration-items', { name: 'web-7', class: 'server', stage: 'live' });

  for (const stage of ['live', 'proposed']) expect((await as('viewer').patch(path, { stage })).status).toBe(403);
});
