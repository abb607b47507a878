import { expect, it } from '@jest/globals';
import { decideOnChange } from '../../../shared/application/approval/decide-on-change.ts';
import { withdrawDecision } from '../../../shared/application/approval/withdraw-decision.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { delegationDesk } from '../../support/delegations.ts';
import { policyDesk } from '../../support/policies.ts';

const reason = 'I had missed the freeze';

it('P1 P7 if a decision of an earlier level is withdrawn, that level is asked again, and later decisions count on', async () => {
  const desk = await policyDesk();
  const olga = await desk.person('Olga');
  const owners = await desk.group('owners', olga, desk.abe);
  await desk.policy({
    levels: [
      { group: desk.approvers, needs: 1 },
      { group: owners, needs: 'all' },
    ],
  });
  const change = await desk.awaiting();
  await desk.vote(change, desk.anna);
  const second = await desk.vote(change, olga);
  expect(second).toMatchObject({ status: 'awaiting-approval', approvals: { needed: 3, given: 2, level: 2 } });
  const own = (await desk.world.changes.decisions(change.id, 1)).find(({ person }) => person === desk.anna.id);

  const withdrawn = await withdrawDecision(desk.context)(change.id, { decision: own?.id ?? '', reason }, desk.anna);

  expect(withdrawn.approvals).toEqual({ needed: 3, given: 1 });
  await expect(desk.vote(withdrawn, olga)).rejects.toMatchObject({ code: 'approval/already-decided' });
  const again = await desk.vote(withdrawn, desk.ada);
  expect(again.approvals).toEqual({ needed: 3, given: 2, level: 2 });
  expect((await desk.vote(again, desk.abe)).status).toBe('scheduled');
});

it('P3 P7 a delegate withdraws what the delegate decided for somebody, who may then decide', async () => {
  const { awaiting, anna, bo, delegate, context, world, vote } = await delegationDesk();
  const change = await awaiting();
  await delegate(anna, bo);
  const decideFor = (asked: Change) =>
    decideOnChange(context)(asked.id, { decision: 'approve', revision: asked.revision, for: anna.id }, bo);
  const decided = await decideFor(change);
  expect(decided.status).toBe('scheduled');
  const [given] = await world.changes.decisions(change.id, 1);
  const withdraw = (caller: typeof bo) => withdrawDecision(context)(change.id, { decision: given?.id ?? '', reason }, caller);

  await expect(withdraw(anna)).rejects.toBeDomainError('approval/not-yours');
  const withdrawn = await withdraw(bo);

  expect(withdrawn).toMatchObject({ status: 'awaiting-approval', approvals: { given: 0 } });
  expect(await world.changes.withdrawnDecisions(change.id, 1)).toMatchObject([{ person: bo.id, for: anna.id, withdrawn: { reason } }]);
  expect(await world.changes.deciders(change.id, 1)).toEqual([]);
  expect((await decideFor(withdrawn)).status).toBe('scheduled');
  expect(await world.changes.decisions(change.id, 1)).toMatchObject([{ person: bo.id, for: anna.id, version: 3 }]);
  await expect(vote(withdrawn, anna)).rejects.toMatchObject({ kind: expect.stringMatching(/conflict|gone/) });
});
