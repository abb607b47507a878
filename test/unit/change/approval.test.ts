import { expect, it, jest } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { changeDesk } from '../../support/changes.ts';

it('P1 the approvers of an item that names none are the stage’s default group, and one approval is enough', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();

  expect(change.approvals).toEqual({ needed: 1, given: 0 });
  const decided = await desk.vote(change, desk.anna);

  expect(decided.status).toBe('scheduled');
  expect(decided.approvals).toEqual({ needed: 1, given: 1 });
});

it('P1 each distinct group of the named items must give one approval', async () => {
  const desk = await changeDesk();
  const databaseOwners = await desk.group('database owners', desk.abe);
  const owned = await desk.ci('orders-db-2', { contactGroups: [{ group: databaseOwners, role: 'approver' }] });
  const change = await desk.awaiting({ items: [desk.server, owned] });

  expect(change.approvals.needed).toBe(2);
  expect((await desk.vote(change, desk.anna)).status).toBe('awaiting-approval');
  expect((await desk.vote(change, desk.abe)).status).toBe('scheduled');
});

it('P1 a submission is refused if nobody in a group may decide; the error names the group, and the change stays a draft', async () => {
  const desk = await changeDesk();
  const lonely = await desk.group('only rita', desk.rita);
  const item = await desk.ci('hers', { contactGroups: [{ group: lonely, role: 'approver' }] });

  await expect(desk.request({ items: [item] })).rejects.toBeDomainError('approval/no-approvers');
  await expect(desk.request({ items: [item] })).rejects.toThrow('only rita');
  expect(desk.records.all().some(({ type }) => type === 'Change')).toBe(false);
});

it('P1 a submission is refused if two groups share their only member, because they cannot both approve', async () => {
  const desk = await changeDesk();
  const [one, two] = [await desk.group('one', desk.abe), await desk.group('two', desk.abe)];
  const first = await desk.ci('first', { contactGroups: [{ group: one, role: 'approver' }] });
  const second = await desk.ci('second', { contactGroups: [{ group: two, role: 'approver' }] });

  await expect(desk.request({ items: [first, second] })).rejects.toBeDomainError('approval/no-approvers');
});

it('P2 neither the requester nor the implementer of a change can approve it', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();

  await expect(desk.vote(change, desk.rita)).rejects.toBeDomainError('approval/own-change');
  await expect(desk.vote(change, desk.ian)).rejects.toBeDomainError('approval/implementer');
});

it('P2 a person who was not asked may not decide, whatever their roles', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();

  await expect(desk.vote(change, desk.max)).rejects.toBeDomainError('approval/not-eligible');
});

it('P2 on a change that a client requested, its responsible person and people who may rotate its token do not decide', async () => {
  const desk = await changeDesk();
  const admin = await desk.person('Alma', 'admin');
  const { world, clock } = desk;
  const client = {
    id: world.ids.next(),
    version: 1,
    createdAt: clock.now(),
    updatedAt: clock.now(),
    name: 'pipeline',
    roles: ['change-requester' as const],
    responsible: desk.anna.id,
  };
  await world.store.commit(world.clients.save(client));
  const group = await desk.group('asked', desk.anna, admin, desk.abe);
  const item = await desk.ci('pipeline target', { contactGroups: [{ group, role: 'approver' }] });

  const change = await desk.awaiting(
    { items: [item] },
    { kind: 'client', id: client.id, roles: client.roles, teams: [], responsible: desk.anna.id },
  );

  expect(change.pinned?.groups[0]?.eligible).toEqual([desk.abe.id]);
});

it('P2 an abstention is no approval, and nobody decides twice', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  expect((await desk.vote(change, desk.abe, 'abstain')).status).toBe('awaiting-approval');

  await expect(desk.vote(change, desk.abe)).rejects.toBeDomainError('approval/already-decided');
  expect((await desk.vote(change, desk.ada)).status).toBe('scheduled');
});

it('P1 one rejection rejects the change, needs a reason, and withdraws the window', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();

  await expect(desk.vote(change, desk.anna, 'reject')).rejects.toBeDomainError('approval/reason-required');
  const refused = await desk.vote(change, desk.anna, 'reject', 'not on a Friday');

  expect(refused.status).toBe('rejected');
  expect((await desk.windowOf(refused)).withdrawnAt).toBe(desk.clock.now());
});

it('P4 no answer counts as a rejection at the deadline, which is never later than the start', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  expect(change.approvalDeadline).toBe(change.window?.start);

  desk.clock.set(change.approvalDeadline ?? '');
  await expect(desk.vote(change, desk.anna)).rejects.toBeDomainError('approval/deadline-passed');
  const lapsed = await desk.advance(change);

  expect(lapsed.status).toBe('lapsed');
  expect((await desk.windowOf(lapsed)).withdrawnAt).toBe(desk.clock.now());
});

it('P7 a member who has left does not count, and a member who joined after the submission was not asked', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  const late = await desk.person('Late', 'approver');
  const anna = await desk.world.people.get(desk.anna.id);
  await desk.world.store.commit(desk.world.people.save({ ...anna, version: anna.version + 1, departed: '2026-11-01' }, anna));

  await expect(desk.vote(change, late)).rejects.toBeDomainError('approval/not-eligible');
  await expect(desk.vote(change, desk.anna)).rejects.toBeDomainError('approval/not-eligible');
});

it('P7 a decision on a revision that does not exist is told the present one', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();

  await expect(desk.vote({ ...change, revision: 2 }, desk.anna)).rejects.toThrow(
    `${change.number} is at revision 1, and has no revision 2: decide on revision 1`,
  );
});

it('P7 a decision names the revision, and is refused once the change is decided, cancelled or started', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  await expect(desk.vote({ ...change, revision: 2 }, desk.anna)).rejects.toBeDomainError('approval/outdated-revision');

  await desk.vote(change, desk.anna);
  await expect(desk.vote(change, desk.abe)).rejects.toBeDomainError('change/not-awaiting-approval');

  desk.clock.set(change.window?.start ?? '');
  await startChange(desk.context)(change.id, desk.ian);
  await expect(desk.vote(change, desk.abe)).rejects.toBeDomainError('approval/started');
  const other = await desk.awaiting({ items: [desk.server] });
  await cancelChange(desk.context)(other.id, 'no longer needed', desk.rita);
  await expect(desk.vote(other, desk.abe)).rejects.toBeDomainError('approval/cancelled');
});

it('P7 a change that is still being assessed cannot be decided on', async () => {
  const desk = await changeDesk();
  const change = await desk.request();

  expect(change.status).toBe('assessing');
  await expect(desk.vote(change, desk.anna)).rejects.toBeDomainError('change/not-awaiting-approval');
});

it('P7 a person who was removed from the asked group cannot decide', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  const { contactGroups, store } = desk.world;
  const group = await contactGroups.get(desk.approvers);
  const members = group.members.filter(({ person }) => person !== desk.anna.id);
  await store.commit(contactGroups.save({ ...group, version: group.version + 1, members }, group));

  await expect(desk.vote(change, desk.anna)).rejects.toBeDomainError('approval/not-eligible');
  expect((await desk.vote(change, desk.abe)).status).toBe('scheduled');
});

it('P7 a vote does not count for a group if the voter is removed from it while the vote is processed', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  const { contactGroups, store } = desk.world;
  const leave = async () => {
    const group = await contactGroups.get(desk.approvers);
    const members = group.members.filter(({ person }) => person !== desk.anna.id);
    await store.commit(contactGroups.save({ ...group, version: group.version + 1, members }, group));
  };
  const { findMany } = contactGroups;
  jest.spyOn(contactGroups, 'findMany').mockImplementationOnce(async (ids) => {
    const found = await findMany(ids);
    await leave();
    return found;
  });

  await expect(desk.vote(change, desk.anna)).rejects.toBeDomainError('approval/not-eligible');
});
