import { expect, it } from '@jest/globals';
import { onMessage } from '../../../functions/change-workflow/on-message.ts';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { holdChange, resumeChange } from '../../../shared/application/change/hold-change.ts';
import { tallyOfChange } from '../../../shared/application/change/read-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { stateOf } from '../../../shared/domain/window/window.ts';
import { changeDesk } from '../../support/changes.ts';
import { runningAs } from '../../support/table-calls.ts';

const withEdits = async () => {
  const desk = await changeDesk();
  const edit = (change: Pick<Change, 'id'>, patch: object, caller: Caller = desk.rita) =>
    editChange(desk.context)(change.id, patch, { ifMatch: 'any', caller });
  return { ...desk, edit };
};

it('H6 a new plan of a scheduled change voids its votes, withdraws its window and asks again, in one transaction', async () => {
  const desk = await withEdits();
  const before = await desk.scheduled({ plan: 'drain, upgrade' });

  const edited = await desk.edit(before, { plan: 'upgrade without draining' });

  expect(edited).toMatchObject({ status: 'assessing', revision: 2, approvals: { needed: 1, given: 0 }, plan: 'upgrade without draining' });
  expect([edited.agreedAt, edited.scheduledAt]).toEqual([undefined, undefined]);
  expect(stateOf(await desk.windowOf(before), desk.clock.now(), 0)).toBe('withdrawn');
  expect(await desk.windowOf(edited)).toMatchObject({ revision: 2, change: before.id, start: before.window?.start });
  expect(await desk.world.changes.decisions(before.id, 2)).toEqual([]);
  expect((await desk.eventsOf(edited)).slice(-3).toSorted()).toEqual(['ChangeEdited', 'ChangeSubmitted', 'WindowWithdrawn']);

  const asked = await assessChange(desk.context)(edited.id);
  await expect(desk.vote({ id: before.id, revision: 1 }, desk.abe)).rejects.toBeDomainError('approval/outdated-revision');
  const again = await desk.vote(asked, desk.anna);
  expect(again.status).toBe('scheduled');
  expect(await desk.windowOf(again)).toMatchObject({ inForce: [{ revision: 2, from: before.window?.start }] });
});

it('H6 a plan that was added, replaced or removed counts as edited in every open status', async () => {
  const desk = await withEdits();
  const assessing = await desk.request({ items: [desk.server], plan: 'one' });
  const awaiting = await desk.awaiting();

  expect(await desk.edit(assessing, { plan: null })).toMatchObject({ status: 'assessing', revision: 2 });
  expect(await desk.edit(awaiting, { plan: 'two' })).toMatchObject({ status: 'assessing', revision: 2 });
  expect(await desk.edit(awaiting, { plan: 'three' })).toMatchObject({ status: 'assessing', revision: 3 });
});

it('H6 S5 a material edit inside a planned window ends the quiet at once, and can be approved until the window ends', async () => {
  const desk = await withEdits();
  const before = await desk.scheduled({ plan: 'one' });
  desk.clock.set(plus(before.window?.start ?? '', minute));
  expect(stateOf(await desk.windowOf(before), desk.clock.now(), 0)).toBe('in-force');

  const edited = await desk.edit(before, { plan: 'two' });

  expect(await desk.windowOf(before)).toMatchObject({ withdrawnAt: desk.clock.now(), releaseDue: true });
  expect(edited.approvalDeadline).toBe(before.window?.end);
  desk.clock.set(plus(desk.clock.now(), minute));
  const again = await desk.vote(await assessChange(desk.context)(edited.id), desk.anna);
  expect(again.status).toBe('scheduled');
  expect((await desk.windowOf(again)).inForce).toEqual([{ revision: 2, from: desk.clock.now(), to: before.window?.end }]);
  expect((await startChange(desk.context)(again.id, desk.ian)).status).toBe('implementing');
  expect(await tallyOfChange(desk.world)(again)).toMatchObject({ quiet: 0, items: [] });
});

it('H6 once the work has started only a cosmetic edit is possible, and nothing else changes', async () => {
  const desk = await withEdits();
  const change = await desk.implementing({ plan: 'one', items: [desk.database, desk.server] });
  const material = [
    { plan: 'two' },
    { items: [desk.server] },
    { window: { end: plus(change.window?.end ?? '', -minute) } },
    { implementer: desk.abe.id },
  ];

  for (const patch of material)
    await expect(desk.edit(change, patch)).rejects.toMatchObject({
      ...{ code: 'change/not-scheduled', errors: [{ pointer: `/${Object.keys(patch)[0]}` }] },
      message: expect.stringContaining('only title, links, reason, externalReference may be edited'),
    });
  expect(await desk.edit(change, { title: 'Another', reason: 'late' })).toMatchObject({
    status: 'implementing',
    revision: 1,
    reason: 'late',
  });
  await finishChange(desk.context)(change.id, { outcome: 'with-issues' }, desk.ian);
  await expect(desk.edit(change, { plan: 'two' })).rejects.toBeDomainError('change/not-scheduled');
});

it('H6 a change on hold stays on hold when its plan is edited', async () => {
  const desk = await withEdits();
  const change = await desk.scheduled({ plan: 'one' });
  await holdChange(desk.context)(change.id, 'wait', desk.rita);
  const edited = await assessChange(desk.context)((await desk.edit(change, { plan: 'two' })).id);

  await expect(desk.vote(edited, desk.anna)).rejects.toBeDomainError('change/on-hold');
  await resumeChange(desk.context)(change.id, desk.rita);
  expect((await desk.vote(edited, desk.anna)).status).toBe('scheduled');
});

it('H6 a change has at most fifty revisions', async () => {
  const desk = await withEdits();
  const change = await desk.request();
  for (let n = 2; n <= 50; n += 1) await desk.edit(change, { plan: `plan ${n}` });

  await expect(desk.edit(change, { plan: 'plan 51' })).rejects.toBeDomainError('change/too-many-revisions');
  expect(await assessChange(desk.context)(change.id)).toMatchObject({ status: 'awaiting-approval', revision: 50 });
});

it('H2 a change that the withdrawn window blocked is scheduled at once', async () => {
  const desk = await withEdits();
  const second = await desk.awaiting({ plan: 'second' });
  const first = await desk.scheduled({ plan: 'first' });
  expect((await desk.vote(second, desk.abe)).status).toBe('awaiting-approval');

  await desk.edit(first, { plan: 'another' });

  expect((await desk.world.changes.get(second.id)).status).toBe('scheduled');
});

it('W5 the workflow of the new revision starts, and the task that waits for the old one is completed', async () => {
  const desk = await withEdits();
  const change = await desk.awaiting({ plan: 'one' });
  const run = await desk.world.changes.run(change.id);
  if (run) await desk.world.store.commit([desk.world.changes.saveRun({ ...run, version: run.version + 1, token: 'waiting' })]);
  const calls: unknown[] = [];
  const workflow = {
    start: async ({ revision, attempt }: { revision: number; attempt: number }) => void calls.push({ revision, attempt }),
    resume: async (token: string) => Boolean(calls.push(token)),
  };

  await desk.edit(change, { plan: 'two' });
  const [submitted] = (await desk.world.events.of({ type: 'change', id: change.id }))
    .filter(({ name }) => name === 'ChangeSubmitted')
    .slice(-1);
  if (submitted) await runningAs('change-workflow', onMessage({ ...desk.context, workflow }))({ detail: submitted });

  expect(calls).toEqual([{ revision: 2, attempt: 1 }, 'waiting']);
  expect((await desk.world.changes.run(change.id))?.token).toBeUndefined();
});

it('P7 a vote and an edit of the plan at the same time: the vote counts for nothing, or is refused', async () => {
  const desk = await withEdits();
  const change = await desk.awaiting({ plan: 'one' });

  const [edited] = await Promise.allSettled([desk.edit(change, { plan: 'two' }), desk.vote(change, desk.anna)]);

  expect(edited.status).toBe('fulfilled');
  expect(await desk.world.changes.get(change.id)).toMatchObject({ status: 'assessing', revision: 2, approvals: { given: 0 } });
  expect(await desk.world.changes.decisions(change.id, 2)).toEqual([]);
});
