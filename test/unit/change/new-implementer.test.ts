import { expect, it } from '@jest/globals';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';

const start = plus(noon, 2 * hour);
const window = { start, end: plus(noon, 4 * hour), mode: 'planned' };

const withQuiet = async () => {
  const desk = await changeDesk();
  const isQuiet = async (ci: string, at: string) => (await evaluate(desk.world)({ at, alerts: [{ ci }] }))[0]?.suppressed;
  return { ...desk, isQuiet };
};

it("P2 H6 a new implementer voids that person's own decision only, and the others count on", async () => {
  const desk = await withQuiet();
  const group = await desk.group('second', desk.abe, desk.ada);
  const item = await desk.ci('db-2', { contactGroups: [{ group, role: 'approver' }] });
  const asked = await desk.awaiting({ items: [desk.server, item], window });
  await desk.vote(asked, desk.anna);
  const change = await desk.vote(asked, desk.abe);
  expect(change).toMatchObject({ status: 'scheduled', approvals: { needed: 2, given: 2 } });

  const edited = await editChange(desk.context)(change.id, { implementer: desk.abe.id }, { ifMatch: 'any', caller: desk.rita });

  expect(edited).toMatchObject({ status: 'awaiting-approval', revision: 1, implementer: desk.abe.id, approvals: { needed: 2, given: 1 } });
  expect([edited.agreedAt, edited.scheduledAt]).toEqual([undefined, undefined]);
  expect(await desk.isQuiet(item, plus(start, hour))).toBe(false);
  expect(await desk.world.changes.withdrawnDecisions(change.id, 1)).toMatchObject([{ person: desk.abe.id, decision: 'approve' }]);
  await expect(desk.vote(edited, desk.abe)).rejects.toBeDomainError('approval/implementer');
  expect((await desk.vote(edited, desk.ada)).status).toBe('scheduled');
  expect(await desk.isQuiet(item, plus(start, hour))).toBe(true);
});
