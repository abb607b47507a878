import { expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { extendChange } from '../../../shared/application/change/extend-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk } from '../../support/changes.ts';
import { type DutyDesk, dutiesReport, plantedVote } from '../../support/duties.ts';
import { emergencyDesk } from '../../support/emergencies.ts';

const finish = (desk: DutyDesk, { id }: { readonly id: string }) =>
  finishChange(desk.context)(id, { outcome: 'with-issues' }, { ...desk.max, roles: ['change-manager'] });

/** A change whose extension Max has asked for and Anna has approved, and when he asked. */
const extended = async () => {
  const desk = await changeDesk();
  const { id, window } = await desk.implementing();
  desk.clock.set(plus(desk.clock.now(), 10 * minute));
  const askedAt = desk.clock.now();
  await extendChange(desk.context)(id, { end: plus(window?.end ?? '', 30 * minute), reason: 'slow disks' }, desk.max);
  desk.clock.set(plus(askedAt, 10 * minute));
  await desk.vote(await desk.world.changes.get(id), desk.anna);
  return { desk, askedAt, change: await finish(desk, { id }) };
};

/** An emergency that Max has started and Anna has approved, and when he started it. */
const started = async () => {
  const desk = await emergencyDesk();
  const { id } = await desk.awaiting(desk.emergency, desk.otto);
  desk.clock.set(plus(desk.clock.now(), 10 * minute));
  const startedAt = desk.clock.now();
  const change = await desk.start({ id }, desk.max);
  desk.clock.set(plus(startedAt, 10 * minute));
  await desk.vote(change, desk.anna);
  return { desk, startedAt, change: await finish(desk, { id }) };
};

it('P2 who asked for an extension is in the report if they decided on it, and not if they had decided on the plan', async () => {
  const { desk, askedAt, change } = await extended();
  const person = desk.max.id;
  expect(change.revision).toBe(2);
  await plantedVote(desk, change, { person, revision: 1, decidedAt: plus(askedAt, -minute) });
  expect((await dutiesReport(desk)).body).toMatchObject({ checked: 1, items: [] });

  await plantedVote(desk, change, { person, revision: 2, decidedAt: plus(askedAt, minute) });

  expect((await dutiesReport(desk)).body.items).toMatchObject([{ person, kinds: ['edited', 'decided'] }]);
});

it.each([1, 2])(
  'P2 who decided on revision %i of an extended change, the plan or the extension, and implemented it is in the report',
  async (revision) => {
    const { desk, change } = await extended();
    await plantedVote(desk, change, { person: desk.ian.id, revision });

    expect((await dutiesReport(desk)).body.items).toMatchObject([{ person: desk.ian.id, kinds: ['decided', 'implemented'] }]);
  },
);

it('P2 a decision on a plan that was extended and edited later is void', async () => {
  const desk = await changeDesk();
  const { context, world, max, anna, ian } = desk;
  const { id, window } = await desk.scheduled();
  await extendChange(context)(id, { end: plus(window?.end ?? '', 30 * minute), reason: 'slow disks' }, max);
  await desk.vote(await world.changes.get(id), anna);
  await editChange(context)(id, { plan: 'Restore it from the copy.' }, { ifMatch: 'any', caller: max });
  await assessChange(context)(id);
  const { approvalDeadline = '' } = await desk.vote(await world.changes.get(id), anna);
  desk.clock.set(approvalDeadline);
  await startChange(context)(id, ian);
  const change = await finish(desk, { id });

  await plantedVote(desk, change, { person: ian.id, revision: 1 });

  expect(change.revision).toBe(3);
  expect((await dutiesReport(desk)).body).toMatchObject({ checked: 1, items: [] });
});

it.each([
  ['before', []],
  ['after', [{ kinds: ['edited', 'decided'] }]],
] as const)('P2 who started an emergency before its approval, and decided %s that, is in the report: %j', async (when, rows) => {
  const { desk, startedAt, change } = await started();
  const decidedAt = plus(startedAt, when === 'before' ? -minute : minute);

  await plantedVote(desk, change, { person: desk.max.id, decidedAt });

  const { checked, items } = (await dutiesReport(desk)).body;
  expect([checked, items.length]).toEqual([1, rows.length]);
  expect(items).toMatchObject(rows);
});
