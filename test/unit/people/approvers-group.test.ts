import { expect, it } from '@jest/globals';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';
import { star } from '../../support/use.ts';

const world = async () => {
  const desk = await changeDesk();
  const api = await deskApi(desk);
  return { desk, admin: api.as('admin'), rita: api.asCaller(desk.rita), path: `/v1/contact-groups/${desk.approvers}` };
};

it('I8 the group of the shipped approval policy is not deleted', async () => {
  const { admin, path } = await world();
  const detail = expect.stringContaining('the shipped approval policy asks the group approvers');

  const refused = await admin.delete(path, star);

  expect(refused).toMatchObject({
    status: 409,
    body: { code: 'contact-group/in-use', errors: [{ pointer: '/path/id', code: 'contact-group/in-use', detail }] },
  });
  expect((await admin.delete(path, { 'if-match': '"7"' })).status).toBe(412);
});

it('P1 the group of the shipped approval policy keeps its name, so that changes can still be submitted', async () => {
  const { desk, admin, rita, path } = await world();

  expect(await admin.patch(path, { name: 'others' })).toMatchObject({
    status: 409,
    body: { code: 'contact-group/in-use', errors: [{ pointer: '/name', detail: expect.stringContaining('keep the name approvers') }] },
  });
  const { title, items, window } = desk.draftWith();
  expect((await rita.post('/v1/changes', { title, items, window, submit: true })).status).toBe(201);
});

it('P1 members and the case of the name of that group may be edited, and a group may get the name', async () => {
  const { desk, admin, path } = await world();

  expect((await admin.patch(path, { name: 'Approvers', members: [{ person: desk.abe.id }] })).status).toBe(200);
  const other = (await admin.post('/v1/contact-groups', { name: 'on call' })).body;
  expect((await admin.patch(`/v1/contact-groups/${other.id}`, { name: 'on duty' })).status).toBe(200);
  expect((await admin.delete(`/v1/contact-groups/${other.id}`, star)).status).toBe(204);
});

it('I8 a person whom an open change asks is not deleted, also after leaving the group, until the change has ended', async () => {
  const { desk, admin, rita, path } = await world();
  const { title, items, window } = desk.draftWith();
  const change = (await rita.post('/v1/changes', { title, items, window, submit: true })).body;
  await admin.patch(path, { members: [{ person: desk.ada.id }] });
  const remove = () => admin.delete(`/v1/people/${desk.abe.id}`, star);

  expect(await remove()).toMatchObject({
    status: 409,
    body: { code: 'person/in-use', errors: [{ detail: expect.stringContaining('asks this person to decide and is assessing') }] },
  });
  await rita.post(`/v1/changes/${change.id}/cancel`, { reason: 'no' });
  expect((await remove()).status).toBe(204);
});
