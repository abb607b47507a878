import { describe, expect, it } from '@jest/globals';
import { withdrawDecision } from '../../../shared/application/approval/withdraw-decision.ts';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { day } from '../../../shared/domain/clock.ts';
import { ok } from '../../support/desk-api.ts';
import { standingPatches as standing } from '../../support/standing-patches.ts';

describe('void', () => {
  it.each([
    ['rule', { recurrence: { rrule: 'FREQ=DAILY;INTERVAL=1' } }],
    ['zone', { recurrence: { zone: 'Europe/Paris' } }],
    ['length', { recurrence: { length: 'PT1H' } }],
    ['time of day', { recurrence: { start: '02:45' } }],
    ['items', { items: ['web-1'] }],
    ['mode', { mode: 'start-confirmed' }],
  ])('H6 an edit of the %s voids the standing approval, and the next occurrence asks again', async (_, patch) => {
    const { approved, raised, read, path, manager, desk, clock, schedule } = await standing();
    await approved();
    await ok(manager.patch(path, 'items' in patch ? { items: [desk.server] } : patch));
    expect((await read()).standingApproval).toBeNull();
    clock.advance(day);

    expect(await raised()).toMatchObject({ status: 'awaiting-approval', standingFor: schedule.id });
  });

  it('H6 a new name, another time ahead and an exception keep it', async () => {
    const { approved, read, path, manager } = await standing();
    const { id } = await approved();
    await ok(manager.patch(path, { name: 'Patches of the night', raiseAhead: 'P2D', recurrence: { exceptions: ['2026-12-24'] } }));

    expect((await read()).standingApproval).toMatchObject({ change: id });
  });

  it('H6 it ends with the decision on which it rests, and with its change', async () => {
    const { approved, read, context, desk, world, manager, path, assess, vote, changes } = await standing();
    const { id } = await approved();
    const [decision] = await world.changes.decisions(id, 1);
    await withdrawDecision(context)(id, { decision: decision?.id ?? '', reason: 'a mistake' }, desk.anna);
    expect((await read()).standingApproval).toBeNull();
    await vote(id, desk.abe);
    expect((await read()).standingApproval).toMatchObject({ change: id });

    await cancelChange(context)(id, 'not tonight', desk.max);
    expect((await read()).standingApproval).toBeNull();
    const again = await ok(manager.post(`${path}/submit`, undefined));
    await assess(again.id);
    await vote(again.id, desk.ada, 'reject', 'too often');
    expect((await read()).standingApproval).toBeNull();
    expect(await changes()).toHaveLength(2);
  });

  it('H5 it ends after a year, and the next occurrence asks again', async () => {
    const { approved, read, clock, raised, schedule } = await standing();
    const { id } = await approved();
    clock.advance(365 * day - 1);
    expect((await read()).standingApproval).toMatchObject({ change: id });
    clock.advance(1);

    expect((await read()).standingApproval).toBeNull();
    expect(await raised()).toMatchObject({ standingFor: schedule.id });
  });
});
