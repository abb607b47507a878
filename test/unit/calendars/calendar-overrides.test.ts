import { expect, it } from '@jest/globals';
import { overrideConflict } from '../../../shared/application/change/override-conflict.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import type { ConflictKind } from '../../../shared/domain/change/conflict.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { freezeAt } from '../../support/freezes.ts';

const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };

const deskWithFreezer = async () => {
  const desk = await changeDesk();
  const fay = await desk.person('Fay', 'freeze-approver');
  const override = (change: Pick<Change, 'id'>, conflict: ConflictKind, caller = fay) =>
    overrideConflict(desk.context)(change.id, { conflict, reason: 'A defect loses orders.' }, caller);
  return { ...desk, fay, override };
};

it('H2 H4 a freeze is overridden by a freeze approver, with a reason, and by nobody else', async () => {
  const desk = await deskWithFreezer();
  const change = await desk.awaiting({ window });
  const freeze = await freezeAt(desk);
  await desk.vote(change, desk.anna);

  await expect(desk.override(change, 'freeze', desk.max)).rejects.toBeDomainError('change/may-not-override');
  expect((await desk.world.changes.get(change.id)).status).toBe('awaiting-approval');
  expect(await desk.override(change, 'freeze')).toMatchObject({
    status: 'scheduled',
    conflicts: [{ kind: 'freeze', freeze: freeze.id, override: { by: desk.fay.id, reason: 'A defect loses orders.' } }],
  });
});

it('H2 H4 the override of one freeze does not hold for a freeze that comes later', async () => {
  const desk = await deskWithFreezer();
  const draft = await desk.request({ window, submit: false });
  await freezeAt(desk);
  await expect(submitChange(desk.context)(draft.id, desk.rita)).rejects.toBeDomainError('change/conflict');
  await desk.override(draft, 'freeze');

  expect((await submitChange(desk.context)(draft.id, desk.rita)).status).toBe('assessing');
  const other = await desk.request({ window: { ...window, end: plus(noon, 3 * hour) }, submit: false });
  await desk.override(other, 'freeze');
  await freezeAt(desk, { name: 'Audit' });
  await expect(submitChange(desk.context)(other.id, desk.rita)).rejects.toBeDomainError('change/conflict');
});

it('H2 H4 a change outside the maintenance hours of its CIs has a warning, which does not block it and which their owner overrides', async () => {
  const desk = await deskWithFreezer();
  const { world, clock } = desk;
  const team = world.ids.next();
  const node = await desk.ci('node-1', { ownerTeam: team });
  await world.store.commit([
    ...world.calendars.maintenanceHours.save({
      ...{ id: world.ids.next(), version: 1, createdAt: clock.now(), updatedAt: clock.now(), name: 'night', match: {} },
      recurrence: { rrule: 'FREQ=DAILY', zone: 'UTC', start: '02:00', length: 'PT2H' },
    }),
    await world.calendars.moved(),
  ]);
  const outside = { kind: 'outside-maintenance-hours', severity: 'warning', items: [node] };
  const draft = await desk.request({ window, items: [node], submit: false });

  expect((await ok((await deskApi(desk)).as('viewer').get(`/v1/changes/${draft.id}/preview`))).conflicts).toMatchObject([outside]);
  const atNight = { ...window, start: '2026-11-25T02:00:00.000Z', end: '2026-11-25T04:00:00.000Z' };
  expect((await desk.scheduled({ window: atNight, items: [node] })).conflicts).toEqual([]);
  const change = await desk.scheduled({ window, items: [node] });
  expect(change).toMatchObject({ status: 'scheduled', conflicts: [outside] });
  await expect(desk.override(change, 'outside-maintenance-hours')).rejects.toBeDomainError('change/may-not-override');
  const owner = { ...(await desk.person('Olga', 'viewer')), teams: [team] };
  expect(await desk.override(change, 'outside-maintenance-hours', owner)).toMatchObject({
    conflicts: [{ ...outside, override: { by: owner.id } }],
  });
});
