import { expect, it } from '@jest/globals';
import { listPending } from '../../../shared/application/approval/list-pending.ts';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import type { Caller, Role } from '../../../shared/domain/access.ts';
import type { Client } from '../../../shared/domain/client/client.ts';
import { changeDesk } from '../../support/changes.ts';

const withClients = async () => {
  const desk = await changeDesk();
  const { world, clock } = desk;
  const client = async (name: string, responsible: Caller, ...roles: Role[]) => {
    const made = {
      id: world.ids.next(),
      version: 1,
      createdAt: clock.now(),
      updatedAt: clock.now(),
      name,
      roles,
      responsible: responsible.id,
    };
    await world.store.commit(world.clients.save(made));
    return made;
  };
  const callerOf = ({ id, roles, responsible }: Client): Caller => ({ kind: 'client', id, roles: [...roles], teams: [], responsible });
  const edit = async (before: Client, fields: Partial<Client>) => {
    const next = { ...before, ...fields, version: before.version + 1 };
    await world.store.commit(world.clients.save(next, before));
    return next;
  };
  /** Whether the change is in the person's list of pending approvals. */
  const isListed = async (person: Caller, id: string) =>
    (await listPending(world)(person, { limit: 50 })).items.some(({ change }) => change.id === id);
  return { ...desk, client, callerOf, edit, isListed };
};

it('P2 who becomes responsible for the client while the vote is open may not decide', async () => {
  const desk = await withClients();
  const pipeline = await desk.client('pipeline', desk.rita, 'change-requester');
  const change = await desk.awaiting({}, desk.callerOf(pipeline));
  expect(await desk.isListed(desk.anna, change.id)).toBe(true);

  await desk.edit(pipeline, { responsible: desk.anna.id });

  await expect(desk.vote(change, desk.anna)).rejects.toBeDomainError('approval/own-change');
  expect(await desk.isListed(desk.anna, change.id)).toBe(false);
  expect((await desk.vote(change, desk.abe)).status).toBe('scheduled');
});

it('P2 who was responsible for the client when it asked may not decide, even if another person is responsible now', async () => {
  const desk = await withClients();
  const pipeline = await desk.client('pipeline', desk.anna, 'change-requester');
  const change = await desk.awaiting({ onBehalfOf: desk.rita.id, submit: true }, desk.callerOf(pipeline));
  expect(change.pinned?.groups[0]?.eligible).not.toContain(desk.anna.id);

  const draft = await desk.request({ onBehalfOf: desk.rita.id, submit: false, items: [desk.server] }, desk.callerOf(pipeline));
  await desk.edit(pipeline, { responsible: desk.abe.id });
  const submitted = await submitChange(desk.context)(draft.id, desk.rita);
  expect(submitted.pinned?.groups[0]?.eligible).toEqual([desk.ada.id]);
});

it('P2 whoever may rotate the token of the client may not decide: admins, and people responsible for a client that is an admin', async () => {
  const desk = await withClients();
  const pipeline = await desk.client('pipeline', desk.rita, 'change-requester');
  const robot = await desk.client('robot', desk.max, 'admin');
  const change = await desk.awaiting({}, desk.callerOf(pipeline));
  await desk.edit(robot, { responsible: desk.anna.id });
  const abe = await desk.world.people.get(desk.abe.id);
  await desk.world.store.commit(desk.world.people.save({ ...abe, roles: ['admin'], version: abe.version + 1 }, abe));

  for (const person of [desk.anna, desk.abe]) await expect(desk.vote(change, person)).rejects.toBeDomainError('approval/own-change');
  expect((await desk.vote(change, desk.ada)).status).toBe('scheduled');

  const own = await desk.awaiting({ items: [desk.server] }, desk.max);
  expect((await desk.vote(own, desk.anna)).status).toBe('scheduled');
});

it.each([{ title: 'Another' }, { links: [{ rel: 'ticket', href: 'https://x.test' }] }, { plan: 'another' }])(
  'P2 who edited a change that awaits approval (%j) may not decide on it',
  async (patch) => {
    const desk = await withClients();
    const change = await desk.awaiting();
    const anna: Caller = { ...desk.anna, roles: ['approver', 'change-manager'] };
    await editChange(desk.context)(change.id, patch, { ifMatch: 'any', caller: anna });
    const edited = await assessChange(desk.context)(change.id);

    await expect(desk.vote(edited, desk.anna)).rejects.toBeDomainError('approval/own-change');
    expect((await desk.vote(edited, desk.abe)).status).toBe('scheduled');
  },
);

it('P2 who edited a draft may not decide on it, nor whoever holds a client that edited it', async () => {
  const desk = await withClients();
  const bot = await desk.client('bot', desk.abe, 'change-manager');
  const anna: Caller = { ...desk.anna, roles: ['approver', 'change-manager'] };
  const draft = await desk.request({ submit: false });
  await editChange(desk.context)(draft.id, { plan: 'one' }, { ifMatch: 'any', caller: anna });
  const stored = await desk.world.changes.get(draft.id);
  await editChange(desk.context)(draft.id, { title: 'Another' }, { ifMatch: [stored.version], caller: desk.callerOf(bot) });

  await submitChange(desk.context)(draft.id, desk.rita);
  const change = await assessChange(desk.context)(draft.id);

  expect(change.pinned?.groups[0]?.eligible).toEqual([desk.ada.id]);
  for (const person of [anna, desk.abe]) await expect(desk.vote(change, person)).rejects.toBeDomainError('approval/own-change');
  expect((await desk.vote(change, desk.ada)).status).toBe('scheduled');
});

it('P2 P7 the vote of a person who left one of two groups counts for the other one only', async () => {
  const desk = await withClients();
  const one = await desk.group('one', desk.anna, desk.abe);
  const two = await desk.group('two', desk.anna, desk.ada);
  const item = await desk.ci('db-2', {
    contactGroups: [
      { group: one, role: 'approver' },
      { group: two, role: 'approver' },
    ],
  });
  const change = await desk.awaiting({ items: [item] });
  const group = await desk.world.contactGroups.get(one);
  await desk.world.store.commit(
    desk.world.contactGroups.save({ ...group, members: [{ person: desk.abe.id }], version: group.version + 1 }, group),
  );

  await desk.vote(change, desk.anna);
  const after = await desk.vote(change, desk.ada);

  expect(after).toMatchObject({ status: 'awaiting-approval', approvals: { needed: 2, given: 1 } });
  expect((await desk.vote(change, desk.abe)).status).toBe('scheduled');
});

it('P2 a client may not review a change, whatever its roles', async () => {
  const desk = await withClients();
  const bot = await desk.client('bot', desk.max, 'change-manager');
  const change = await desk.implementing();
  await finishChange(desk.context)(change.id, { outcome: 'with-issues' }, desk.ian);

  await expect(reviewChange(desk.context)(change.id, 'fine', desk.callerOf(bot))).rejects.toBeDomainError('change/persons-only');
  expect((await reviewChange(desk.context)(change.id, 'fine', desk.max)).status).toBe('closed');
});
