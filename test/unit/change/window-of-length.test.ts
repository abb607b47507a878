import { describe, expect, it } from '@jest/globals';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { nextWorkflowStep } from '../../../shared/application/change/run-workflow.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { approvalDigest } from '../../../shared/domain/approval/digest.ts';
import { ChangeDraft } from '../../../shared/domain/change/change-fields.ts';
import { changeView } from '../../../shared/domain/change/change-view.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import { quietOf } from '../../../shared/domain/window/quiet.ts';
import { stateOf } from '../../../shared/domain/window/window.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';

const window = { length: 'PT20M' };
const whole = { revision: 1, mask: 1 };

const pointersOf = (given: object): readonly string[] => {
  const { error } = ChangeDraft().safeParse({ title: 'x', items: ['x'], window: given });
  return (error?.issues ?? []).map(({ path }) => path.join('/'));
};

describe('a window of a length', () => {
  it('W2 is approved without a start, begins when the implementer starts, and ends after its length', async () => {
    const desk = await changeDesk();
    const approved = await desk.scheduled({ window });
    expect(approved.status).toBe('scheduled');
    expect(quietOf(await desk.windowOf(approved), whole)).toEqual([]);
    desk.clock.advance(5 * hour);

    const started = await startChange(desk.context)(approved.id, desk.ian);

    const [from, to] = [desk.clock.now(), plus(desk.clock.now(), 20 * minute)];
    expect(started).toMatchObject({ status: 'implementing', window: { start: from, end: to, length: 'PT20M' } });
    expect(quietOf(await desk.windowOf(started), whole)).toEqual([expect.objectContaining({ from, to, ending: 'over' })]);
    const [entry] = await desk.world.windows.entriesOf(desk.database, from, to);
    expect(entry).toMatchObject({ window: approved.windowId });
    desk.clock.set(to);
    await desk.advance(started);
    expect(await desk.eventsOf(started)).toContain('WindowClosed');
  });

  it('W2 shows its length, and no times before it was started', async () => {
    const desk = await changeDesk();
    const approved = await desk.scheduled({ window });

    expect(changeView(approved).window).toEqual({ length: 'PT20M', mode: 'start-confirmed', suppress: true });
    expect(changeView(await startChange(desk.context)(approved.id, desk.ian)).window).toMatchObject({ start: noon });
  });

  it('W2 keeps the digest that approvers saw when the start fixes its times', async () => {
    const desk = await changeDesk();
    const approved = await desk.scheduled({ window });

    expect(approvalDigest(await startChange(desk.context)(approved.id, desk.ian))).toBe(approvalDigest(approved));
  });

  it('W2 lapses if nobody starts it within a day after the approval', async () => {
    const desk = await changeDesk();
    const awaiting = await desk.awaiting({ window });
    desk.clock.advance(10 * hour);
    const approved = await desk.vote(awaiting, desk.anna);
    desk.clock.advance(day - minute);
    expect((await desk.advance(approved)).status).toBe('scheduled');
    desk.clock.advance(minute);

    const lapsed = await desk.advance(approved);

    expect(lapsed.status).toBe('lapsed');
    expect(stateOf(await desk.windowOf(lapsed), desk.clock.now(), 0)).toBe('withdrawn');
    await expect(startChange(desk.context)(approved.id, desk.ian)).rejects.toBeDomainError('change/not-scheduled');
  });

  it('P4 is refused by silence a day after the submission', async () => {
    const desk = await changeDesk();
    const awaiting = await desk.awaiting({ window });
    expect(awaiting.approvalDeadline).toBe(plus(noon, day));
    desk.clock.advance(day);

    expect((await desk.advance(awaiting)).status).toBe('lapsed');
  });

  it('W5 gets a workflow execution of its own when it is started, which waits for its end', async () => {
    const desk = await changeDesk();
    const approved = await desk.scheduled({ window });
    expect(nextWorkflowStep(approved, desk.clock.now())).toEqual({ next: 'done' });
    const before = await desk.world.changes.run(approved.id);

    const started = await startChange(desk.context)(approved.id, desk.ian);

    expect((await desk.world.changes.run(approved.id))?.attempt).toBe((before?.attempt ?? 0) + 1);
    expect(nextWorkflowStep(started, desk.clock.now())).toEqual({ next: 'wait-for-end', until: plus(noon, 20 * minute) });
  });
});

it.each(['scheduled', 'implementing'])('W2 a change of a length that is %s is shown, and can be cancelled', async (status) => {
  const desk = await changeDesk();
  const change = await desk.scheduled({ window });
  if (status === 'implementing') await startChange(desk.context)(change.id, desk.ian);
  const rita = (await deskApi(desk)).asCaller(desk.rita);

  expect(await rita.get(`/v1/changes/${change.id}`)).toMatchObject({ status: 200, body: { status, window: { length: 'PT20M' } } });
  const cancelled = await rita.post(`/v1/changes/${change.id}/cancel`, { reason: 'Not needed.' });

  expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', window: { length: 'PT20M' } } });
});

describe('reservations of a window of a length', () => {
  const fixed = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };

  it('T8 reserves nothing before its start, and then blocks others', async () => {
    const desk = await changeDesk();
    const offered = await desk.scheduled({ window: { length: 'PT3H' } });
    const other = await desk.awaiting({ window: fixed });
    await startChange(desk.context)(offered.id, desk.ian);

    const blocked = await desk.vote(other, desk.anna);

    expect(blocked).toMatchObject({
      status: 'awaiting-approval',
      conflicts: [
        { kind: 'same-ci', severity: 'blocking', change: offered.id },
        { kind: 'implementer', severity: 'warning', change: offered.id },
      ],
    });
  });

  it('T8 is not started while a scheduled change has the same CI, and nothing is written then', async () => {
    const desk = await changeDesk();
    const offered = await desk.scheduled({ window: { length: 'PT3H' } });
    await desk.scheduled({ window: fixed });
    const before = await desk.world.changes.get(offered.id);

    await expect(startChange(desk.context)(offered.id, desk.ian)).rejects.toBeDomainError('change/conflict');

    expect(await desk.world.changes.get(offered.id)).toEqual(before);
    expect(stateOf(await desk.windowOf(offered), desk.clock.now(), 0)).toBe('pending');
  });

  it('T8 two that are started at the same moment on one CI do not both begin', async () => {
    const desk = await changeDesk();
    const offers = [await desk.scheduled({ window }), await desk.scheduled({ window })];

    const starts = await Promise.allSettled(offers.map(({ id }) => startChange(desk.context)(id, desk.ian)));

    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('requests of a window of a length', () => {
  it('W2 a window has a start and an end, or a length alone', () => {
    expect(pointersOf({})).toEqual(['window/start', 'window/end']);
    expect(pointersOf({ start: noon })).toEqual(['window/end']);
    expect(pointersOf({ start: noon, end: plus(noon, hour), length: 'PT1H' })).toEqual(['window/length']);
    expect(pointersOf({ length: 'PT1H' })).toEqual([]);
  });

  it.each([
    [{ length: 'PT0S' }, 'window/too-short', '/window/length'],
    [{ length: 'P13D' }, 'window/too-long', '/window/length'],
    [{ length: 'PT1H', mode: 'planned' }, 'window/start-required', '/window/mode'],
    [{ length: 'PT1H', agreedDowntime: 'PT2H' }, 'window/downtime-too-long', '/window/agreedDowntime'],
  ])('W2 %j is refused with %s', async (given, code, pointer) => {
    const desk = await changeDesk();

    await expect(desk.request({ window: given })).rejects.toMatchObject({ code, errors: [{ pointer }] });
    expect(desk.records.all().some(({ type }) => type === 'Change')).toBe(false);
  });

  it('H6 the plan cannot be edited once the work has started', async () => {
    const desk = await changeDesk();
    const approved = await desk.scheduled({ window });
    const started = await startChange(desk.context)(approved.id, desk.ian);

    const edit = editChange(desk.context)(started.id, { plan: 'another' }, { ifMatch: [started.version], caller: desk.rita });

    await expect(edit).rejects.toMatchObject({ code: 'change/not-scheduled', errors: [{ pointer: '/plan' }] });
    expect(stateOf(await desk.windowOf(started), desk.clock.now(), 0)).toBe('in-force');
  });

  it('H8 is finished with times inside the window that the start fixed', async () => {
    const desk = await changeDesk();
    const started = await startChange(desk.context)((await desk.scheduled({ window })).id, desk.ian);
    desk.clock.advance(10 * minute);

    const finished = await finishChange(desk.context)(started.id, { outcome: 'successful' }, desk.ian);

    expect(finished).toMatchObject({ overrun: false, actualStart: noon, actualEnd: plus(noon, 10 * minute) });
  });
});
