import { expect, it } from '@jest/globals';
import { decideOnChange } from '../../../shared/application/approval/decide-on-change.ts';
import { listPending } from '../../../shared/application/approval/list-pending.ts';
import type { NotifyContext } from '../../../shared/application/notification/notify-context.ts';
import { recipientsOf } from '../../../shared/application/notification/recipients.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { delegationDesk } from '../../support/delegations.ts';
import { deskApi } from '../../support/desk-api.ts';

/** A desk on which votes are given for others. */
const desk = async () => {
  const made = await delegationDesk();
  const voteFor = (change: Change, caller: Caller, giver: Caller, decision: 'approve' | 'reject' | 'abstain' = 'approve') =>
    decideOnChange(made.context)(change.id, { decision, revision: change.revision, for: giver.id, reason: 'as agreed' }, caller);
  const pending = async (person: Caller) =>
    (await listPending(made.world)(person, { limit: 50 })).items.map(({ change, for: giver }) => [change.number, giver?.name]);
  const asked = (change: Change) => recipientsOf(made.world as unknown as NotifyContext, 'awaited', change);
  return { ...made, voteFor, pending, asked };
};
const already = { code: 'approval/already-decided' };

it('P3 a delegate decides for the person who delegated, and it is recorded as one person for another', async () => {
  const { awaiting, anna, bo, delegate, records, clock } = await desk();
  const change = await awaiting();
  await delegate(anna, bo);
  const api = await deskApi({ records, clock });

  const body = { decision: 'approve', revision: 1, for: 'anna@quiesce.test' };
  const decided = await api.asCaller(bo).post(`/v1/changes/${change.id}/decisions`, body);

  expect(decided).toMatchObject({ status: 200, body: { status: 'scheduled' } });
  const { items } = (await api.as('viewer').get(`/v1/changes/${change.id}/approvals`)).body;
  expect(items).toMatchObject([{ person: bo.id, name: 'Bo', for: anna.id, forName: 'Anna', decision: 'approve' }]);
});

it('P3 P2 one person counts once: after a delegate has decided, neither of the two has another vote, and the other way round', async () => {
  const { awaiting, vote, voteFor, anna, abe, ada, delegate, policy, approvers } = await desk();
  await policy({ levels: [{ group: approvers, needs: 2 }] });
  const [first, second, third] = [await awaiting(), await awaiting(), await awaiting()];
  await delegate(anna, abe);
  await delegate(ada, abe);

  expect(await voteFor(first, abe, anna)).toMatchObject({ status: 'awaiting-approval', approvals: { needed: 2, given: 1 } });
  await expect(vote(first, anna)).rejects.toMatchObject(already);
  await expect(vote(first, abe)).rejects.toMatchObject(already);
  await expect(voteFor(first, abe, ada)).rejects.toMatchObject(already);
  expect(await vote(first, ada)).toMatchObject({ approvals: { needed: 2, given: 2 } });

  await vote(second, abe);
  await expect(voteFor(second, abe, anna)).rejects.toMatchObject(already);
  await vote(third, anna);
  await expect(voteFor(third, abe, anna)).rejects.toMatchObject(already);
});

it('P3 nobody decides by a delegation that has not begun, is over, was revoked, or was never made; it does not cascade', async () => {
  const { awaiting, voteFor, anna, abe, bo, ada, max, delegate, clock, world } = await desk();
  const change = await awaiting({ window: { start: plus(clock.now(), 40 * hour), end: plus(clock.now(), 41 * hour), mode: 'planned' } });
  const refused = { code: 'approval/not-delegate', kind: 'forbidden' };
  const made = await delegate(anna, bo, { start: plus(clock.now(), hour) });
  await delegate(bo, max);

  await expect(voteFor(change, bo, anna)).rejects.toMatchObject(refused);
  await expect(voteFor(change, abe, ada)).rejects.toMatchObject(refused);
  clock.advance(hour);
  await expect(voteFor(change, max, anna)).rejects.toMatchObject(refused);
  await world.store.commit(world.delegations.remove(made, made.updatedAt));
  await expect(voteFor(change, bo, anna)).rejects.toMatchObject(refused);
  const again = await delegate(anna, bo);
  clock.set(again.end);
  await expect(voteFor(change, bo, anna)).rejects.toMatchObject(refused);
});

it('P2 P3 requester, implementer and editors decide through no delegation: not as the delegate, not as the giver, and not by making one', async () => {
  const { awaiting, voteFor, anna, abe, bo, rita, ian, delegate } = await desk();
  const change = await awaiting();
  await delegate(anna, rita);
  await delegate(abe, ian);
  await delegate(rita, bo);

  await expect(voteFor(change, rita, anna)).rejects.toMatchObject({ code: 'approval/own-change' });
  await expect(voteFor(change, ian, abe)).rejects.toMatchObject({ code: 'approval/implementer' });
  await expect(voteFor(change, bo, rita)).rejects.toMatchObject({ code: 'approval/own-change' });
  await delegate(anna, bo, { by: rita.id });
  await expect(voteFor(change, bo, anna)).rejects.toMatchObject({ code: 'approval/own-change' });
});

it('P2 P3 who decided as a delegate at an earlier level is not asked at the next one', async () => {
  const { awaiting, voteFor, vote, anna, abe, delegate, policy, approvers, group, person } = await desk();
  const olga = await person('Olga');
  const owners = await group('owners', abe, olga);
  await policy({
    levels: [
      { group: approvers, needs: 1 },
      { group: owners, needs: 'all' },
    ],
  });
  const change = await awaiting();
  await delegate(anna, abe);

  expect(await voteFor(change, abe, anna)).toMatchObject({ approvals: { needed: 2, given: 1, level: 2 } });
  await expect(vote(change, abe)).rejects.toMatchObject(already);
  expect((await vote(change, olga)).status).toBe('scheduled');
});

it('P7 a decision is not stored if the delegation is revoked at the same moment', async () => {
  const { awaiting, context, anna, bo, delegate, world } = await desk();
  const change = await awaiting();
  const made = await delegate(anna, bo);
  let revoked = false;
  const commit: typeof world.store.commit = async (writes) => {
    if (!revoked) {
      revoked = true;
      await world.store.commit(world.delegations.remove(made, made.updatedAt));
    }
    return world.store.commit(writes);
  };

  const input = { decision: 'approve' as const, revision: 1, for: anna.id };
  const decided = decideOnChange({ ...context, store: { ...world.store, commit } })(change.id, input, bo);

  await expect(decided).rejects.toMatchObject({ code: 'approval/not-delegate' });
  expect(await world.changes.decisions(change.id, 1)).toEqual([]);
});

it('P3 delegates are mailed and see the change in their list; nobody is asked twice', async () => {
  const { awaiting, vote, voteFor, pending, asked, anna, abe, ada, bo, rita, delegate, clock, policy, approvers } = await desk();
  await policy({ levels: [{ group: approvers, needs: 3 }] });
  const at = (hours: number) => ({ start: plus(clock.now(), hours * hour), end: plus(clock.now(), (hours + 1) * hour), mode: 'planned' });
  const later = await awaiting({ window: at(5) });
  const sooner = await awaiting({ window: at(3) });
  await delegate(anna, bo);
  await delegate(anna, abe);
  await delegate(ada, rita);

  expect(await asked(sooner)).toEqual([anna.id, abe.id, ada.id, bo.id]);
  expect(await pending(bo)).toEqual([
    [sooner.number, 'Anna'],
    [later.number, 'Anna'],
  ]);
  expect(await pending(abe)).toEqual([
    [sooner.number, undefined],
    [later.number, undefined],
  ]);
  expect(await pending(rita)).toEqual([]);
  await voteFor(sooner, bo, anna);
  await vote(later, anna);
  expect(await asked(sooner)).toEqual([abe.id, ada.id]);
  expect([await pending(bo), await pending(anna)]).toEqual([[], []]);
  clock.advance(25 * hour);
  expect(await pending(bo)).toEqual([]);
});
