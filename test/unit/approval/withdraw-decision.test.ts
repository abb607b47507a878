import { expect, it } from '@jest/globals';
import { withdrawDecision } from '../../../shared/application/approval/withdraw-decision.ts';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { stateOf } from '../../../shared/domain/window/window.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { policiesOn } from '../../support/policies.ts';

const withVotes = async () => {
  const desk = await changeDesk();
  const votesOn = ({ id, revision }: Change) => desk.world.changes.decisions(id, revision);
  const withdraw = async (change: Change, caller: Caller, reason = 'I had missed the freeze') => {
    const votes = [...(await votesOn(change)), ...(await desk.world.changes.withdrawnDecisions(change.id, change.revision))];
    const own = votes.find(({ person }) => person === caller.id) ?? votes[0];
    return withdrawDecision(desk.context)(change.id, { decision: own?.id ?? '', reason }, caller);
  };
  const isQuiet = async (at: string) => (await evaluate(desk.world)({ at, alerts: [{ ci: desk.database }] }))[0]?.suppressed;
  return { ...desk, withdraw, votesOn, isQuiet };
};

it('P7 a withdrawn decision that was needed takes the window with it, and may be given again', async () => {
  const desk = await withVotes();
  const change = await desk.scheduled();
  const at = plus(change.window?.start ?? '', minute);
  expect(await desk.isQuiet(at)).toBe(true);

  const withdrawn = await desk.withdraw(change, desk.anna);

  expect(withdrawn).toMatchObject({ status: 'awaiting-approval', revision: 1, approvals: { needed: 1, given: 0 } });
  expect([withdrawn.agreedAt, withdrawn.scheduledAt]).toEqual([undefined, undefined]);
  expect(await desk.isQuiet(at)).toBe(false);
  expect(stateOf(await desk.windowOf(withdrawn), desk.clock.now(), 0)).toBe('pending');
  expect(await desk.votesOn(withdrawn)).toEqual([]);
  expect(await desk.world.changes.withdrawnDecisions(change.id, 1)).toMatchObject([
    { person: desk.anna.id, decision: 'approve', withdrawn: { at: desk.clock.now(), reason: 'I had missed the freeze' } },
  ]);
  expect((await desk.eventsOf(withdrawn)).slice(-2)).toEqual(expect.arrayContaining(['DecisionWithdrawn', 'WindowWithdrawn']));

  expect((await desk.vote(withdrawn, desk.anna)).status).toBe('scheduled');
  expect(await desk.isQuiet(at)).toBe(true);
  expect(await desk.world.changes.withdrawnDecisions(change.id, 1)).toHaveLength(1);
});

it('P7 a withdrawn decision that was not needed leaves the window as it is', async () => {
  const desk = await withVotes();
  const group = await desk.group('second', desk.abe, desk.ada);
  const item = await desk.ci('db-2', { contactGroups: [{ group, role: 'approver' }] });
  const asked = await desk.awaiting({ items: [desk.database, item] });
  await desk.vote(asked, desk.abe, 'abstain');
  await desk.vote(asked, desk.anna);
  const change = await desk.vote(asked, desk.ada);
  expect(change.status).toBe('scheduled');

  const withdrawn = await desk.withdraw(change, desk.abe);

  expect(withdrawn).toMatchObject({ status: 'scheduled', approvals: { needed: 2, given: 2 }, agreedAt: change.agreedAt });
  expect(await desk.isQuiet(plus(change.window?.start ?? '', minute))).toBe(true);
});

it('P7 a change that the withdrawn window blocked is scheduled at once', async () => {
  const desk = await withVotes();
  const second = await desk.awaiting();
  const first = await desk.scheduled();
  expect((await desk.vote(second, desk.abe)).status).toBe('awaiting-approval');

  await desk.withdraw(first, desk.anna);

  expect((await desk.world.changes.get(second.id)).status).toBe('scheduled');
});

it('P7 a decision can be withdrawn until the start: afterwards 410, and nothing is written', async () => {
  const desk = await withVotes();
  const planned = await desk.scheduled();
  const confirmed = await desk.scheduled({
    items: [desk.server],
    window: { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'start-confirmed' },
  });
  const cancelled = await desk.scheduled({ window: { start: plus(noon, 3 * hour), end: plus(noon, 4 * hour), mode: 'planned' } });
  await cancelChange(desk.context)(cancelled.id, 'no', desk.rita);
  const rejected = await desk.vote(await desk.awaiting({ items: [await desk.ci('web-2')] }), desk.anna, 'reject', 'no');
  desk.clock.set(planned.window?.start ?? '');
  const rows = desk.records.all();

  await expect(desk.withdraw(planned, desk.anna)).rejects.toBeDomainError('approval/started');
  await expect(desk.withdraw(cancelled, desk.anna)).rejects.toBeDomainError('approval/cancelled');
  await expect(desk.withdraw(rejected, desk.anna)).rejects.toBeDomainError('change/not-awaiting-approval');
  expect(desk.records.all()).toEqual(rows);
  await startChange(desk.context)(confirmed.id, desk.ian);
  await expect(desk.withdraw(confirmed, desk.anna)).rejects.toBeDomainError('approval/started');
});

it('P7 only who decided may withdraw a decision, and only once', async () => {
  const desk = await withVotes();
  const change = await desk.scheduled();

  await expect(desk.withdraw(change, desk.max)).rejects.toBeDomainError('approval/not-yours');
  await expect(withdrawDecision(desk.context)(change.id, { decision: desk.server, reason: 'x' }, desk.anna)).rejects.toBeDomainError(
    'decision/not-found',
  );
  await desk.withdraw(change, desk.anna);
  await expect(desk.withdraw(change, desk.anna)).rejects.toBeDomainError('approval/already-withdrawn');
});

it('P7 a decision withdrawn after the deadline gives a new one, so that it can be given again', async () => {
  const desk = await withVotes();
  const start = plus(noon, 20 * 24 * hour);
  const change = await desk.scheduled({ window: { start, end: plus(start, hour), mode: 'planned' } });
  desk.clock.set(plus(noon, 10 * 24 * hour));

  const withdrawn = await desk.withdraw(change, desk.anna);

  expect(withdrawn.approvalDeadline).toBe(plus(noon, 17 * 24 * hour));
  expect((await desk.vote(withdrawn, desk.anna)).status).toBe('scheduled');
});

it('P1 P4 P7 the deadline of the policy counts again after a needed decision was withdrawn', async () => {
  const desk = await withVotes();
  await policiesOn(desk)({ levels: [{ group: desk.approvers, needs: 1 }], deadline: 'PT30M' });
  const start = plus(noon, 48 * hour);
  const change = await desk.scheduled({ window: { start, end: plus(start, hour), mode: 'planned' } });
  expect(change.approvalDeadline).toBe(plus(noon, hour / 2));
  desk.clock.set(plus(noon, hour));

  const withdrawn = await desk.withdraw(change, desk.anna);

  expect(withdrawn.approvalDeadline).toBe(plus(noon, 1.5 * hour));
});

it('P7 a decision is withdrawn and another is given at the same time: the change is approved by those that are left', async () => {
  const desk = await withVotes();
  const group = await desk.group('second', desk.abe);
  const item = await desk.ci('db-2', { contactGroups: [{ group, role: 'approver' }] });
  const asked = await desk.vote(await desk.awaiting({ items: [desk.database, item] }), desk.anna);

  await Promise.all([desk.withdraw(asked, desk.anna), desk.vote(asked, desk.abe)]);

  expect(await desk.world.changes.get(asked.id)).toMatchObject({ status: 'awaiting-approval', approvals: { needed: 2, given: 1 } });
  expect((await desk.vote(asked, desk.anna)).status).toBe('scheduled');
});
