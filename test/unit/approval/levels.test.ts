import { expect, it } from '@jest/globals';
import { decideOnChange } from '../../../shared/application/approval/decide-on-change.ts';
import type { NotifyContext } from '../../../shared/application/notification/notify-context.ts';
import { recipientsOf } from '../../../shared/application/notification/recipients.ts';
import { ChangeRow } from '../../../shared/data/change/change-rows.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { aChange, approvalsApi, askingGroups, bob } from '../../support/approvals.ts';
import { policyDesk } from '../../support/policies.ts';

const evidence = { system: 'provider', reference: 'CAB-7', href: 'https://cab.test/7' };

/** A desk with two levels: one of the approvers, and then all owners, among them Abe. */
const twoLevels = async (second: object = {}) => {
  const desk = await policyDesk();
  const olga = await desk.person('Olga');
  const owners = await desk.group('owners', olga, desk.abe);
  await desk.policy({
    levels: [
      { group: desk.approvers, needs: 1 },
      { group: owners, needs: 'all', ...second },
    ],
  });
  const asked = (change: Change) => recipientsOf(desk.world as unknown as NotifyContext, 'awaited', change);
  return { ...desk, olga, owners, asked };
};

it('P1 P2 the next level is asked when the one before is complete; who decided before is not asked, and others get 403 until then', async () => {
  const { awaiting, vote, olga, abe, anna, ada, asked, eventsOf } = await twoLevels();
  const change = await awaiting();

  expect(change.approvals).toEqual({ needed: 3, given: 0 });
  expect(await asked(change)).toEqual([anna.id, abe.id, ada.id]);
  await expect(vote(change, olga)).rejects.toMatchObject({
    code: 'approval/not-eligible',
    message: expect.stringContaining('another level'),
  });
  const second = await vote(change, abe);
  expect(second).toMatchObject({ status: 'awaiting-approval', approvals: { needed: 2, given: 1, level: 2 } });
  expect(await asked(second)).toEqual([olga.id]);
  expect((await eventsOf(change)).filter((name) => name === 'ApprovalRequested')).toHaveLength(2);
  await expect(vote(change, abe)).rejects.toMatchObject({ code: 'approval/already-decided' });
  await expect(vote(change, anna)).rejects.toMatchObject({ code: 'approval/not-eligible' });
  expect(await vote(change, olga)).toMatchObject({ status: 'scheduled', approvals: { needed: 2, given: 2 } });
});

it('P1 a rejection at the second level rejects the change', async () => {
  const { awaiting, vote, anna, olga } = await twoLevels();
  const change = await awaiting();
  await vote(change, anna);

  expect((await vote(change, olga, 'reject', 'too risky')).status).toBe('rejected');
});

it('P2 a group that everybody has left after the submission does not approve: the change lapses', async () => {
  const { awaiting, vote, anna, olga, abe, owners, world, clock, advance } = await twoLevels();
  const change = await awaiting();
  const group = await world.contactGroups.get(owners);
  await world.store.commit(world.contactGroups.save({ ...group, version: 2, members: [] }, group));

  expect((await vote(change, anna)).approvals).toEqual({ needed: 3, given: 1, level: 2 });
  await expect(vote(change, olga)).rejects.toMatchObject({ code: 'approval/not-eligible' });
  await expect(vote(change, abe)).rejects.toMatchObject({ code: 'approval/not-eligible' });
  clock.set(change.approvalDeadline ?? '');
  expect((await advance(change)).status).toBe('lapsed');
});

it('P2 P4 if everybody abstains, the change lapses at the deadline', async () => {
  const desk = await policyDesk();
  await desk.policy({ levels: [{ group: desk.approvers, needs: '50%' }], rejectWhen: 'unreachable' });
  const change = await desk.awaiting();
  for (const person of [desk.anna, desk.abe, desk.ada]) {
    expect((await desk.vote(change, person, 'abstain')).status).toBe('awaiting-approval');
  }

  desk.clock.set(change.approvalDeadline ?? '');
  expect((await desk.advance(change)).status).toBe('lapsed');
});

it('P7 a member who left is not waited for if all must approve, and counts again if they are back before the vote is stored', async () => {
  const desk = await policyDesk();
  await desk.policy({ levels: [{ group: desk.approvers, needs: 'all' }] });
  const change = await desk.awaiting();
  const group = await desk.world.contactGroups.get(desk.approvers);
  const left = { ...group, version: 2, members: group.members.filter(({ person }) => person !== desk.ada.id) };
  await desk.world.store.commit(desk.world.contactGroups.save(left, group));
  await desk.vote(change, desk.anna);
  let isBack = false;
  desk.records.before = async (operation) => {
    if (operation !== 'commit' || isBack) return;
    isBack = true;
    await desk.world.store.commit(desk.world.contactGroups.save({ ...group, version: 3 }, left));
  };

  expect(await desk.vote(change, desk.abe)).toMatchObject({ status: 'awaiting-approval', approvals: { needed: 3, given: 2 } });
  expect((await desk.vote(change, desk.ada)).status).toBe('scheduled');
});

/** A desk whose second level is decided in another system, and a client that brings the decisions. */
const externalLevel = async () => {
  const desk = await twoLevels({ external: true, needs: 1 });
  const client: Caller = { kind: 'client', id: desk.world.ids.next(), roles: ['external-approver'], teams: [], responsible: desk.max.id };
  const change = await desk.vote(await desk.awaiting(), desk.anna);
  const bring = (input: object, caller: Caller = client) =>
    decideOnChange(desk.context)(change.id, { decision: 'approve', revision: 1, ...input }, caller);
  return { ...desk, client, change, bring };
};

it('P9 a client brings the decision of a person with its evidence, and nobody is mailed for that level', async () => {
  const { change, bring, asked, olga, vote, world, client } = await externalLevel();

  expect(await asked(change)).toEqual([]);
  await expect(vote(change, olga)).rejects.toMatchObject({ code: 'approval/other-way' });
  expect((await bring({ for: olga.id, evidence })).status).toBe('scheduled');
  expect(await world.changes.decisions(change.id, 1)).toMatchObject([
    { level: 1 },
    { person: olga.id, level: 2, client: client.id, evidence },
  ]);
});

it('P9 P2 digest, eligibility and evidence are checked for a client as for a person', async () => {
  const { bring, olga, anna, rita, client } = await externalLevel();

  await expect(bring({ evidence })).rejects.toMatchObject({ code: 'approval/evidence-required', errors: [{ pointer: '/for' }] });
  await expect(bring({ for: olga.id })).rejects.toMatchObject({ errors: [{ pointer: '/evidence' }] });
  await expect(bring({ for: 'nobody@quiesce.test', evidence })).rejects.toMatchObject({ code: 'person/unknown' });
  await expect(bring({ for: olga.id, evidence, digest: 'other' })).rejects.toMatchObject({ code: 'approval/outdated-revision' });
  await expect(bring({ for: rita.id, evidence })).rejects.toMatchObject({ code: 'approval/own-change' });
  await expect(bring({ for: anna.id, evidence })).rejects.toMatchObject({ code: 'approval/already-decided' });
  await expect(bring({ for: olga.id, evidence }, { ...client, roles: ['approver'] })).rejects.toMatchObject({
    code: 'approval/persons-only',
  });
  await expect(bring({ for: olga.id, evidence }, anna)).rejects.toMatchObject({ code: 'approval/not-external' });
  const responsible = { ...client, responsible: rita.id } as Caller;
  await expect(bring({ for: olga.id, evidence }, responsible)).rejects.toMatchObject({ code: 'approval/own-change' });
});

it('P9 a client decides nothing at a level that people decide themselves', async () => {
  const desk = await externalLevel();
  const other = await desk.awaiting({ items: [desk.server] });

  await expect(
    decideOnChange(desk.context)(other.id, { decision: 'approve', revision: 1, for: desk.abe.id, evidence }, desk.client),
  ).rejects.toMatchObject({ code: 'approval/other-way' });
});

it('P5 under the policy sign-in, the page has no form, mails no code, and takes none; the signed-in call decides', async () => {
  const pinned = { ...askingGroups({ group: aChange().items[0] ?? '', name: 'approvers', eligible: [bob] }), deciding: 'sign-in' as const };
  const { ask, get, post, sent, asCaller } = await approvalsApi({ pinned });
  const link = await ask();
  const mails = sent.length;

  const page = await get(link);
  const mailed = await post(`${link}/code`);
  const decided = await post(`${link}/decision`, { decision: 'approve', reason: '', code: '123456', revision: '1' });

  expect(page.body).toContain('POST /v1/changes/CHG-000123/decisions');
  expect(page.body).not.toContain('/decision"');
  expect([mailed.status, decided.status, sent.length]).toEqual([422, 422, mails]);
  const signedIn = asCaller({ kind: 'person', id: bob, roles: [], teams: [] });
  expect((await signedIn.post(`/v1/changes/${aChange().id}/decisions`, { decision: 'approve', revision: 1 })).status).toBe(200);
});

it('T2 a change that was stored before there were levels is read as a request of one level', () => {
  const { pinned, riskReasons, ...before } = aChange();
  const groups = [{ group: bob, name: 'approvers', eligible: [bob], quorum: 1 }];

  expect(ChangeRow().parse({ ...before, pinned: { policy: 'default', policyVersion: 1, groups } }).pinned).toEqual({
    ...{ policy: 'default', policyVersion: 1, rejectWhen: 'any', deciding: 'code' },
    groups: [{ ...groups[0], level: 1 }],
  });
});
