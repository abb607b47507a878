import { expect, it } from '@jest/globals';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';
import { star } from '../../support/use.ts';

const policyOf = (fields: object) => ({ name: 'databases', order: 1, levels: [], ...fields });

it('P1 change managers make, read, change and delete policies, and each edit raises the version', async () => {
  const desk = await changeDesk();
  const { asCaller } = await deskApi(desk);
  const [max, rita] = [asCaller(desk.max), asCaller(desk.rita)];
  const body = policyOf({ match: { class: 'database' }, levels: [{ group: 'approvers', needs: '2/3', mandatory: [desk.anna.id] }] });

  const made = await max.post('/v1/approval-policies', body);
  const path = `/v1/approval-policies/${made.body.id}`;

  expect(made).toMatchObject({ status: 201, body: { version: 1, rejectWhen: 'any', deciding: 'code' } });
  expect(made.body.levels).toEqual([{ group: desk.approvers, needs: '2/3', mandatory: [desk.anna.id] }]);
  expect(made.body).toMatchObject({ groupNames: [{ name: 'approvers' }], mandatoryNames: [{ name: 'Anna' }] });
  expect(await max.patch(path, { order: 7 })).toMatchObject({ status: 200, body: { order: 7, version: 2 } });
  expect((await rita.get(path)).status).toBe(200);
  expect((await rita.get('/v1/approval-policies')).body.items).toHaveLength(1);
  expect((await rita.patch(path, { order: 8 })).status).toBe(403);
  expect((await max.delete(path, star)).status).toBe(204);
  expect((await max.get(path)).status).toBe(404);
});

const level = { group: 'approvers', needs: 1 };
it.each([
  ['approval-policy/level-ambiguous', '/levels/0', { levels: [{ needs: 1 }] }],
  ['approval-policy/level-ambiguous', '/levels/0', { levels: [{ ...level, contactRole: 'approver' }] }],
  ['approval-policy/never-met', '/levels/1/needs', { levels: [level, { group: 'approvers', needs: 6 }] }],
  ['approval-policy/never-met', '/levels/0/needs', { levels: [{ contactRole: 'approver', needs: '3/2' }] }],
  ['approval-policy/never-met', '/levels', { levels: [{ group: 'approvers', needs: 5 }, level] }],
  ['approval-policy/never-met', '/deadline', { levels: [level], deadline: 'PT0S' }],
  ['approval-policy/group-empty', '/levels/0/group', { levels: [{ group: 'nobody', needs: 1 }] }],
  ['contact-group/unknown', '/levels/0/group', { levels: [{ group: 'no such group', needs: 1 }] }],
  ['person/unknown', '/levels/0/mandatory/0', { levels: [{ ...level, mandatory: ['who@quiesce.test'] }] }],
  ['approval-policy/mandatory-not-a-member', '/levels/0/mandatory/0', { levels: [{ ...level, mandatory: ['max@quiesce.test'] }] }],
  [
    'approval-policy/mandatory-not-a-member',
    '/levels/0/mandatory',
    { levels: [{ contactRole: 'x', needs: 1, mandatory: ['max@quiesce.test'] }] },
  ],
  ['class/unknown', '/match/class', { match: { class: 'no such class' } }],
  ['item/unknown', '/match/service', { match: { service: 'hostname=nowhere' } }],
])('P1 a policy that can never be met or is not clear is 400 %s at %s, and nothing is written', async (code, pointer, fields) => {
  const desk = await changeDesk();
  await desk.group('nobody');
  const { asCaller } = await deskApi(desk);
  const max = asCaller(desk.max);

  const refused = await max.post('/v1/approval-policies', policyOf(fields));

  expect(refused).toMatchObject({ status: 400, body: { code, errors: [{ pointer, code }] } });
  expect((await max.get('/v1/approval-policies')).body.items).toEqual([]);
});

it('P1 a person cannot be mandatory at two levels, and no policy has the name of one that ships', async () => {
  const desk = await changeDesk();
  const max = (await deskApi(desk)).asCaller(desk.max);
  const level = { group: 'approvers', needs: 1, mandatory: ['anna@quiesce.test'] };

  expect(await max.post('/v1/approval-policies', policyOf({ levels: [level, level] }))).toMatchObject({
    status: 400,
    body: { code: 'approval-policy/never-met', errors: [{ pointer: '/levels/1/mandatory' }] },
  });
  expect(await max.post('/v1/approval-policies', policyOf({ name: 'Default' }))).toMatchObject({
    status: 409,
    body: { code: 'approval-policy/name-taken', errors: [{ pointer: '/name' }] },
  });
});

it('I8 a policy is not deleted while a change waits for approval by it', async () => {
  const desk = await changeDesk();
  const { asCaller } = await deskApi(desk);
  const [max, rita] = [asCaller(desk.max), asCaller(desk.rita)];
  const { id } = (await max.post('/v1/approval-policies', policyOf({ levels: [{ group: 'approvers', needs: 1 }] }))).body;
  const { title, items, window } = desk.draftWith();
  const change = (await rita.post('/v1/changes', { title, items, window, submit: true })).body;

  expect(await max.delete(`/v1/approval-policies/${id}`, star)).toMatchObject({
    status: 409,
    body: { code: 'approval-policy/in-use', errors: [{ detail: expect.stringContaining(change.number) }] },
  });
  await rita.post(`/v1/changes/${change.id}/cancel`, { reason: 'no' });
  expect((await max.delete(`/v1/approval-policies/${id}`, star)).status).toBe(204);
});
