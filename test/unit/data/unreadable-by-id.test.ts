import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { logger } from '../../../shared/observability/log.ts';
import { apiOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';
import { breakRows } from '../../support/broken-rows.ts';
import { changeDesk } from '../../support/changes.ts';

beforeAll(() => logger.setLogLevel('SILENT'));
afterAll(() => logger.setLogLevel('ERROR'));

/** One resource of each noun: its path, and the type of its row. */
const resources = async () => {
  const api = apiOf((world) => Object.values(areaEndpoints).flatMap((endpoints) => endpoints(world)), { judged: false });
  const admin = api.as('admin', 'asset-manager', 'configuration-manager', 'change-requester', 'change-manager', 'auditor');
  const made = async (path: string, body: object, by = admin) => {
    const { status, body: entity } = await by.post(path, body);
    expect([status, entity.code]).toEqual([201, undefined]);
    return entity;
  };
  const { id: team } = await made('/v1/teams', { name: 'Blue' });
  const { id: person } = await made('/v1/people', { name: 'Ada', email: 'ada@example.test', zone: 'UTC', roles: ['approver'] });
  const { id: group } = await made('/v1/contact-groups', { name: 'approvers', members: [{ person }] });
  const { id: client } = await made('/v1/clients', { name: 'pipeline', roles: ['viewer'], responsible: person });
  const { id: monitor } = await made('/v1/monitors', { name: 'prometheus', receiver: { url: 'https://pager.test/hook' } });
  const { id: asset } = await made('/v1/assets', { name: 'a laptop', kind: 'hardware' });
  const { id: ci } = await made('/v1/configuration-items', { name: 'db-1', class: 'database', stage: 'live' });
  const window = { start: '2026-11-25T02:00:00Z', end: '2026-11-25T03:00:00Z' };
  const { id: rita } = await made('/v1/people', { name: 'Rita', email: 'rita@example.test', zone: 'UTC' });
  const requester = api.asCaller({ kind: 'person', id: rita, roles: ['change-requester'], teams: [] });
  const { id: change, windowId } = await made('/v1/changes', { title: 'Upgrade', items: [ci], window, submit: true }, requester);
  const paths: Readonly<Record<string, readonly string[]>> = {
    Team: [`teams/${team}`],
    Person: [`people/${person}`],
    ContactGroup: [`contact-groups/${group}`],
    Client: [`clients/${client}`],
    Monitor: [`monitors/${monitor}`, `monitors/${monitor}/episodes`],
    Asset: [`assets/${asset}`, `items/${asset}`],
    ConfigurationItem: [`configuration-items/${ci}`, `items/${ci}`],
    Change: [`changes/${change}`, `changes/${change}/approvals`, `changes/${change}/events`, `changes/${change}/alerts`],
    Window: [`windows/${windowId}`],
  };
  return { ...api, admin, paths, change, windowId };
};

const types = ['Team', 'Person', 'ContactGroup', 'Client', 'Monitor', 'Asset', 'ConfigurationItem', 'Change', 'Window'];

it.each(types)('T4 reading an unreadable row by its id is 500 row/unreadable, and reported with its key: %s', async (type) => {
  const { admin, paths, records } = await resources();
  for (const path of paths[type] ?? []) expect((await admin.get(`/v1/${path}`)).status).toBe(200);
  await breakRows({ records }, type, { createdAt: 'never', start: 'never' });
  records.unreadableRows.length = 0;

  for (const path of paths[type] ?? []) {
    const { status, headers, body } = await admin.get(`/v1/${path}`);

    expect([path, status, headers['content-type'], body]).toMatchObject([
      ...[path, 500, 'application/problem+json'],
      { code: 'row/unreadable', title: 'Internal Server Error', detail: expect.stringContaining('cannot be read') },
    ]);
    expect(records.unreadableRows.at(-1)).toMatchObject({
      type,
      key: expect.stringContaining(String(path.split('/')[1])),
      faults: expect.arrayContaining([expect.stringMatching(/^(createdAt|start): /)]),
    });
  }
});

it('T4 a write that needs an unreadable row is refused in the same way, and writes nothing', async () => {
  const { admin, paths, records } = await resources();
  await breakRows({ records }, 'Team', { createdAt: 'never' });
  const before = JSON.stringify(records.all());

  const [path = ''] = paths.Team ?? [];
  const patched = await admin.patch(`/v1/${path}`, { name: 'Green' });
  const removed = await admin.delete(`/v1/${path}`, { 'if-match': '*' });

  expect([patched.status, patched.body.code, removed.status, removed.body.code]).toEqual([500, 'row/unreadable', 500, 'row/unreadable']);
  expect(JSON.stringify(records.all())).toBe(before);
});

it('X3 the report of an unreadable row shows ids, and no name or address from its key', async () => {
  const { admin, records } = await resources();
  await breakRows({ records }, 'Guard', { owner: 7 });

  const { body } = await admin.post('/v1/contact-groups', { name: 'other', members: [{ person: 'ada@example.test' }] });

  expect(body.code).toBe('row/unreadable');
  expect(records.unreadableRows.map(({ key }) => key)).toContain('GUARD#…#… #');
  expect(JSON.stringify(records.unreadableRows)).not.toMatch(/ada|example/);
});

it.each([
  ['Change', { status: 'approved' }],
  ['Person', { zone: 7 }],
])('P7 nobody decides where the row of the %s cannot be read', async (type, faults) => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  await breakRows(desk, type, faults);

  await expect(desk.vote(change, desk.anna)).rejects.toMatchObject({ name: 'RowUnreadable' });

  expect(await desk.world.changes.decisions(change.id, 1)).toEqual([]);
});

it('P7 a change whose window cannot be read is not scheduled by its last vote', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  await breakRows(desk, 'Window', { suppress: 'yes' });

  await expect(desk.vote(change, desk.anna)).rejects.toMatchObject({ name: 'RowUnreadable' });

  expect(await desk.world.changes.get(change.id)).toMatchObject({ status: 'awaiting-approval' });
});
