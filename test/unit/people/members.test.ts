import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { apiOf } from '../../support/api.ts';

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

it('P2 a person is a member of a group once, whether named by address or by id; the second mention is refused', async () => {
  const { admin, person } = area();
  const [ada, bob] = [await person('Ada'), await person('Bob')];
  const group = (await admin.post('/v1/contact-groups', { name: 'on call', members: [{ person: ada.id }] })).body;
  const refused = expect.objectContaining({ pointer: '/members/2/person', code: 'contact-group/member-doubled' });

  for (const twice of [ada.id, 'ada@QUIESCE.test']) {
    const members = [{ person: ada.id }, { person: bob.id }, { person: twice, role: 'lead' }];
    const created = await admin.post('/v1/contact-groups', { name: 'other', members });
    const patched = await admin.patch(`/v1/contact-groups/${group.id}`, { members });

    expect([created.status, created.body.errors, patched.status, patched.body.errors]).toEqual([400, [refused], 400, [refused]]);
  }
});

it('I7 members who were deleted do not prevent edits of their group; a new member who is unknown does', async () => {
  const { admin, person, world } = area();
  const [ada, bob] = [await person('Ada'), await person('Bob')];
  const members = [{ person: ada.id }, { person: bob.id }];
  const group = (await admin.post('/v1/contact-groups', { name: 'on call', members })).body;
  const path = `/v1/contact-groups/${group.id}`;
  // A person in use cannot be deleted by the API.
  await world.store.commit(world.people.remove(await world.people.get(bob.id), world.clock.now()));

  expect(await admin.patch(path, { name: 'night shift' })).toMatchObject({ status: 200, body: { name: 'night shift', members } });
  expect((await admin.patch(path, { members: [{ person: bob.id, order: 1 }] })).status).toBe(200);
  expect((await admin.patch(path, { members: [{ person: ada.id }] })).status).toBe(200);
  expect((await admin.patch(path, { members: [{ person: bob.id }] })).body.code).toBe('person/unknown');
});
