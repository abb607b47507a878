import { expect, it } from '@jest/globals';
import { extendChange } from '../../../shared/application/change/extend-change.ts';
import { overrideConflict } from '../../../shared/application/change/override-conflict.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { noon } from '../../support/changes.ts';
import { freezeAt } from '../../support/freezes.ts';
import { policyDesk } from '../../support/policies.ts';

const oldEnd = plus(noon, 2 * hour);
const newEnd = plus(noon, 3 * hour);

const withExtension = async () => {
  const desk = await policyDesk();
  const extend = (change: Pick<Change, 'id'>, end = newEnd) =>
    extendChange(desk.context)(change.id, { end, reason: 'the restore takes longer' }, desk.ian);
  const isQuiet = async (at: string) => (await evaluate(desk.world)({ at, alerts: [{ ci: desk.database }] }))[0]?.suppressed;
  return { ...desk, extend, isQuiet };
};

it('H4 W2 an extension into a freeze waits although it is approved, and is in force once the freeze is overridden', async () => {
  const desk = await withExtension();
  const change = await desk.implementing();
  const freeze = await freezeAt(desk, { name: 'Year end', start: oldEnd, end: plus(newEnd, hour) });

  const blocked = await desk.vote(await desk.extend(change), desk.anna);

  expect(blocked).toMatchObject({ window: { end: oldEnd }, conflicts: [{ kind: 'freeze', freeze: freeze.id, severity: 'blocking' }] });
  expect(blocked.extension?.agreedAt).toBe(desk.clock.now());
  expect(await desk.isQuiet(oldEnd)).toBe(false);
  const freezer = await desk.person('Fay', 'freeze-approver');
  const extended = await overrideConflict(desk.context)(change.id, { conflict: 'freeze', reason: 'half a restore is worse' }, freezer);

  expect(extended).toMatchObject({ status: 'implementing', window: { end: newEnd }, overrides: [{ kind: 'freeze', by: freezer.id }] });
  expect(extended.extension).toBeUndefined();
  expect(await desk.isQuiet(oldEnd)).toBe(true);
});

it('H4 T8 a freeze that is created while an extension is being put in force is not passed', async () => {
  const desk = await withExtension();
  const asked = await desk.extend(await desk.implementing());
  let created = false;
  desk.records.before = async (operation, writes) => {
    if (created || operation !== 'commit' || !writes?.some(({ label }) => label.startsWith('CalendarVersion'))) return;
    created = true;
    await freezeAt(desk, { start: oldEnd, end: newEnd });
  };

  const after = await desk.vote(asked, desk.anna);

  expect(created).toBe(true);
  expect(after).toMatchObject({ window: { end: oldEnd }, conflicts: [{ kind: 'freeze' }] });
});

it('W2 a window of a length can be extended once its work has started, and keeps its new end', async () => {
  const desk = await withExtension();
  const approved = await desk.scheduled({ window: { length: 'PT20M' } });
  await expect(desk.extend(approved)).rejects.toBeDomainError('change/not-implementing');
  const started = await startChange(desk.context)(approved.id, desk.ian);
  const end = plus(noon, 20 * minute);
  const later = plus(noon, 50 * minute);

  const asked = await desk.extend(started, later);
  expect(asked).toMatchObject({ approvalDeadline: end, window: { end } });
  const extended = await desk.vote(asked, desk.anna);

  expect(extended.window).toMatchObject({ start: noon, end: later });
  expect(extended.window?.length).toBeUndefined();
  expect([await desk.isQuiet(end), await desk.isQuiet(plus(later, -1)), await desk.isQuiet(later)]).toEqual([true, true, false]);
});

it('P1 W2 an extension with two levels asks the second after the first, and is in force after both', async () => {
  const desk = await withExtension();
  const change = await desk.implementing();
  const second = await desk.group('second', desk.max);
  await desk.policy({
    levels: [
      { group: desk.approvers, needs: 1 },
      { group: second, needs: 1 },
    ],
  });
  const asked = await desk.extend(change);
  await expect(desk.vote(asked, desk.max)).rejects.toBeDomainError('approval/not-eligible');

  const half = await desk.vote(asked, desk.anna);

  expect(half).toMatchObject({ approvals: { needed: 2, given: 1, level: 2 }, window: { end: oldEnd } });
  expect((await desk.eventsOf(half)).filter((name) => name === 'ApprovalRequested')).toHaveLength(3);
  const extended = await desk.vote(half, desk.max);
  expect(extended).toMatchObject({ window: { end: newEnd }, approvals: { given: 2 } });
});
