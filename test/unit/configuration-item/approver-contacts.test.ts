import { expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

it('P2 only configuration managers add or remove the contact groups that approve changes of a CI', async () => {
  const { admin, cis, member, ci, team } = itemsApi();
  const blue = await team('Blue');
  const [one, two] = await Promise.all(['one', 'two'].map(async (name) => (await admin.post('/v1/contact-groups', { name })).body.id));
  const approver = { group: one, role: 'approver' };
  const { id } = await ci({ ownerTeam: blue, contactGroups: [approver] });
  const path = `/v1/configuration-items/${id}`;
  const owner = member(blue);

  for (const contactGroups of [[], [approver, { group: two, role: 'approver' }], [{ group: one, role: 'on-call' }]])
    expect(await owner.patch(path, { contactGroups })).toMatchObject({ status: 403, body: { code: 'access/approvers-fixed' } });
  expect((await owner.patch(path, { contactGroups: [{ group: two, role: 'on-call' }, approver] })).status).toBe(200);
  expect((await cis.patch(path, { contactGroups: [] })).status).toBe(200);
});
