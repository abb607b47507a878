import { expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const at = (time: string): string => `2026-11-24T${time}:00.000Z`;

/** People, a group and a client whose access changes: at 09:00 they are made, at 10:00 and 11:00 changed, and at 12:00 deleted. */
const scene = async () => {
  const api = itemsApi();
  const { clock, as, records } = api;
  const admin = as('admin');
  const made = async (path: string, fields: object) => (await admin.post(`/v1/${path}`, fields)).body;
  const change = (path: string, fields: object) => admin.patch(`/v1/${path}`, fields, { 'if-match': '*' });
  const remove = (path: string) => admin.delete(`/v1/${path}`, { 'if-match': '*' });
  const who = async (time: string, query = '') => (await as('auditor').get(`/v1/reports/access?at=${at(time)}${query}`)).body;
  const rowOf = async (person: { readonly id: string }, time: string) =>
    (await who(time)).items.find((row: { readonly person: string }) => row.person === person.id);

  clock.set(at('09:00'));
  const team = await made('teams', { name: 'Shop' });
  const person = (name: string, fields: object = {}) =>
    made('people', { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'Europe/Berlin', ...fields });
  const ada = await person('Ada', { roles: ['viewer'] });
  const bob = await person('Bob', { roles: ['admin'], teams: [team.id] });
  const group = await made('contact-groups', { name: 'approvers of night work', members: [{ person: ada.id }] });
  const client = await made('clients', { name: 'pipeline', roles: ['change-requester'], responsible: bob.id });
  return { records, clock, as, team, ada, bob, group, client: client.client ?? client, change, remove, who, rowOf, person };
};

it('X2 the report says who had which roles, teams, contact groups and clients', async () => {
  const { ada, bob, team, group, client, rowOf } = await scene();

  expect(await rowOf(ada, '09:00')).toEqual({
    ...{ person: ada.id, personName: 'Ada', roles: ['viewer'], teams: [], teamNames: [] },
    ...{ contactGroups: [group.id], contactGroupNames: [{ contactGroup: group.id, name: group.name }], clients: [], clientNames: [] },
  });
  expect(await rowOf(bob, '09:00')).toMatchObject({
    ...{ roles: ['admin'], teams: [team.id], teamNames: [{ team: team.id, name: 'Shop' }], contactGroups: [] },
    ...{ clients: [client.id], clientNames: [{ client: client.id, name: 'pipeline' }] },
  });
});

it('X2 the report says of a past time what was so then, and not what is so now', async () => {
  const { ada, bob, group, client, clock, change, rowOf } = await scene();
  clock.set(at('10:00'));
  await change(`people/${ada.id}`, { roles: ['change-manager'] });
  await change(`contact-groups/${group.id}`, { members: [{ person: bob.id }] });
  clock.set(at('11:00'));
  await change(`people/${ada.id}`, { roles: ['admin'] });
  await change(`clients/${client.id}`, { responsible: ada.id });
  clock.set(at('12:00'));

  const [nine, ten, eleven] = [await rowOf(ada, '09:59'), await rowOf(ada, '10:00'), await rowOf(ada, '11:30')];

  expect(nine).toMatchObject({ roles: ['viewer'], contactGroups: [group.id], clients: [] });
  expect(ten).toMatchObject({ roles: ['change-manager'], contactGroups: [], clients: [] });
  expect(eleven).toMatchObject({ roles: ['admin'], contactGroups: [], clients: [client.id] });
  expect(await rowOf(bob, '10:30')).toMatchObject({ contactGroups: [group.id], clients: [client.id] });
});

it('X2 who was deleted since is in the report, and who was made later or had left is not', async () => {
  const { ada, group, clock, remove, change, person, rowOf } = await scene();
  clock.set(at('10:00'));
  await change(`contact-groups/${group.id}`, { members: [] });
  await remove(`people/${ada.id}`);
  const carl = await person('Carl');
  clock.set(at('12:00'));

  expect(await rowOf(ada, '09:59')).toMatchObject({ roles: ['viewer'], contactGroups: [group.id] });
  expect(await rowOf(ada, '09:59')).not.toHaveProperty('personName');
  expect(await rowOf(ada, '10:00')).toBeUndefined();
  expect(await rowOf(carl, '09:59')).toBeUndefined();
  expect(await rowOf(carl, '10:00')).toMatchObject({ personName: 'Carl' });
});

it('X2 who has departed has no access from that day on', async () => {
  const { bob, clock, change, who, rowOf } = await scene();
  await change(`people/${bob.id}`, { departed: '2026-11-24' });
  clock.set(at('12:00'));

  expect(await rowOf(bob, '12:00')).toBeUndefined();
  expect((await who('12:00')).items.length).toBeGreaterThan(0);
});

it('X2 a time of which a version was not kept is refused, and so is the future', async () => {
  const { records, ada, clock, change, who } = await scene();
  clock.set(at('10:00'));
  await change(`people/${ada.id}`, { roles: ['admin'] });
  for (const row of records.all().filter(({ type }) => type === 'PastAccess')) records.tamper(row, 'remove');

  expect((await who('09:30')).code).toBe('report/not-recorded');
  expect((await who('10:00')).code).toBeUndefined();
  expect((await who('10:01')).code).toBe('report/in-future');
});

it('X2 the pages have each person once, also those who were deleted, and are tables, too', async () => {
  const { as, ada, bob, group, clock, change, remove, who } = await scene();
  clock.set(at('10:00'));
  await change(`contact-groups/${group.id}`, { members: [] });
  await remove(`people/${ada.id}`);

  const seen: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { items, nextCursor } = await who('09:30', `&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...items.map((row: { readonly person: string }) => row.person));
    cursor = nextCursor;
  }
  expect(seen.toSorted()).toEqual([ada.id, bob.id].toSorted());

  const { body } = await as('auditor').get(`/v1/reports/access?at=${at('10:00')}`, { accept: 'text/csv' });
  expect(String(body)).toContain(`${bob.id},Bob,admin,`);
});

it('X2 the report is a table, with a name beside each id', async () => {
  const { ada, bob, team, group, client, as, change, clock } = await scene();
  const second = (await as('admin').post('/v1/teams', { name: '=Night, and day' })).body;
  await change(`people/${bob.id}`, { teams: [team.id, second.id] });
  clock.set(at('10:00'));

  const { body } = await as('auditor').get(`/v1/reports/access?at=${at('09:00')}`, { accept: 'text/csv' });

  const [head, ...rows] = String(body).trim().split('\r\n');
  expect(head).toBe('person,personName,roles,teams,teamNames,contactGroups,contactGroupNames,clients,clientNames');
  expect(rows.toSorted()).toEqual(
    [
      `${ada.id},Ada,viewer,,,${group.id},approvers of night work,,`,
      `${bob.id},Bob,admin,"${team.id},${second.id}","Shop,=Night, and day",,,${client.id},pipeline`,
    ].toSorted(),
  );
});

it('X2 in a table, a team that was deleted since leaves an empty name, so that names and ids are pairs', async () => {
  const { bob, team, as, change, clock, remove } = await scene();
  const others = [
    (await as('admin').post('/v1/teams', { name: 'Lab' })).body,
    (await as('admin').post('/v1/teams', { name: 'Office' })).body,
  ];
  const teams = [team.id, ...others.map(({ id }) => id)];
  await change(`people/${bob.id}`, { teams });
  clock.set(at('10:00'));
  await change(`people/${bob.id}`, { teams: [others[0].id] });
  await remove(`teams/${team.id}`);
  const tableOf = async () => String((await as('auditor').get(`/v1/reports/access?at=${at('09:30')}`, { accept: 'text/csv' })).body);

  expect(await tableOf()).toContain(`${bob.id},Bob,admin,"${teams.join(',')}",",Lab,Office",`);
  await remove(`teams/${others[1].id}`);
  expect(await tableOf()).toContain(`${bob.id},Bob,admin,"${teams.join(',')}",",Lab,",`);
});

it('X2 only auditors and admins read who had access', async () => {
  const { as } = await scene();

  expect((await as('change-manager').get('/v1/reports/access')).status).toBe(403);
  expect((await as('admin').get('/v1/reports/access')).status).toBe(200);
});
