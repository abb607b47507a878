import { describe, expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { holdChange } from '../../../shared/application/change/hold-change.ts';
import { requestChange } from '../../../shared/application/change/request-change.ts';
import { nextWorkflowStep } from '../../../shared/application/change/run-workflow.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import { mostEmergencyItems, retrospectiveDue } from '../../../shared/domain/change/emergency.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { noon } from '../../support/changes.ts';
import { emergencyDesk } from '../../support/emergencies.ts';

describe('who starts an emergency before its approval', () => {
  it('H7 a person on call does, and its window is in force at once', async () => {
    const desk = await emergencyDesk();
    const awaiting = await desk.awaiting(desk.emergency, desk.otto);

    const started = await desk.start(awaiting);

    expect(started).toMatchObject({
      ...{ status: 'implementing', agreedAt: noon, startedAt: noon, conflicts: [] },
      retrospective: { by: desk.otto.id, due: '2026-11-27T00:00:00.000Z', state: 'awaiting' },
      window: { start: noon, end: plus(noon, hour) },
    });
    const quietAt = async (at: string) => (await evaluate(desk.world)({ at, alerts: [{ ci: desk.api }] }))[0]?.suppressed;
    expect(await Promise.all([noon, plus(noon, hour - 1), plus(noon, hour)].map(quietAt))).toEqual([true, true, false]);
    expect(await desk.eventsOf(started)).toEqual(expect.arrayContaining(['ChangeStarted', 'EmergencyStarted', 'WindowOpened']));
    expect(await desk.world.changes.run(started.id)).toMatchObject({ attempt: 2, startedAt: noon });
    expect(nextWorkflowStep(started, noon)).toEqual({ next: 'wait-for-end', until: plus(noon, hour) });
  });

  it('H7 a change manager does, and nobody else: not the requester, the implementer, nor who is on call for one of two CIs', async () => {
    const desk = await emergencyDesk();
    const one = await desk.awaiting({ ...desk.emergency, implementer: desk.ian.id });
    for (const caller of [desk.rita, desk.ian, desk.anna])
      await expect(desk.start(one, caller)).rejects.toBeDomainError('change/not-on-call');
    const two = await desk.awaiting({ ...desk.emergency, items: [desk.api, desk.server] });
    await expect(desk.start(two)).rejects.toBeDomainError('change/not-on-call');
    const client = { kind: 'client' as const, id: desk.otto.id, roles: ['change-manager' as const], teams: [], responsible: desk.otto.id };
    await expect(desk.start(one, client)).rejects.toBeDomainError('change/not-on-call');

    expect((await desk.start(one, desk.max)).status).toBe('implementing');
    expect((await desk.world.changes.get(two.id)).status).toBe('awaiting-approval');
  });

  it('H7 somebody who has left is not on call', async () => {
    const desk = await emergencyDesk();
    const awaiting = await desk.awaiting(desk.emergency, desk.otto);
    const otto = await desk.world.people.get(desk.otto.id);
    await desk.world.store.commit(desk.world.people.save({ ...otto, version: 2, departed: '2026-11-24' }, otto));

    await expect(desk.start(awaiting)).rejects.toBeDomainError('change/not-on-call');
  });

  it('H7 one call requests, submits and starts it; who is not on call stores nothing', async () => {
    const desk = await emergencyDesk();
    const draft = { ...desk.draftWith(desk.emergency), start: true };

    await expect(requestChange(desk.context)(draft, desk.rita)).rejects.toBeDomainError('change/not-on-call');
    expect((await desk.world.changes.page({ limit: 10 })).items).toEqual([]);
    expect(await requestChange(desk.context)(draft, desk.otto)).toMatchObject({ status: 'implementing', implementer: desk.otto.id });
  });

  it('H7 it does not wait for its workflow: one that is still assessed is started', async () => {
    const desk = await emergencyDesk();
    const assessing = await desk.request(desk.emergency, desk.otto);
    expect(assessing.status).toBe('assessing');

    expect((await desk.start(assessing)).status).toBe('implementing');
    expect((await assessChange(desk.context)(assessing.id)).status).toBe('implementing');
  });

  it('H7 not on hold, not after its deadline, and no other type of change', async () => {
    const desk = await emergencyDesk();
    const held = await desk.awaiting(desk.emergency, desk.otto);
    await holdChange(desk.context)(held.id, undefined, desk.otto);
    await expect(desk.start(held)).rejects.toBeDomainError('change/on-hold');
    const normal = await desk.awaiting({ ...desk.emergency, type: 'normal' }, desk.otto);
    await expect(desk.start(normal)).rejects.toBeDomainError('change/not-scheduled');
    const late = await desk.awaiting(desk.emergency, desk.otto);
    desk.clock.advance(25 * hour);
    await expect(desk.start(late)).rejects.toBeDomainError('change/not-scheduled');
  });
});

it('H7 an emergency that is approved before its start is a change like any other', async () => {
  const desk = await emergencyDesk();
  const scheduled = await desk.vote(await desk.awaiting({ ...desk.emergency, implementer: desk.ian.id }), desk.anna);
  expect(scheduled.status).toBe('scheduled');

  await expect(desk.start(scheduled)).rejects.toBeDomainError('change/not-yours');
  const started = await startChange(desk.context)(scheduled.id, desk.ian);
  expect([started.status, started.retrospective]).toEqual(['implementing', undefined]);
});

it('H7 H2 conflicts are recorded, and stop neither the submission nor the start', async () => {
  const desk = await emergencyDesk();
  const other = await desk.scheduled({
    items: [desk.api],
    window: { start: plus(noon, minute), end: plus(noon, 2 * hour), mode: 'planned' },
  });
  const awaiting = await desk.awaiting(desk.emergency, desk.otto);
  expect(awaiting.conflicts).toMatchObject([{ kind: 'same-ci', severity: 'blocking', change: other.id }]);

  const started = await desk.start(awaiting);

  expect([started.status, started.conflicts.map(({ change }) => change)]).toEqual(['implementing', [other.id]]);
  await expect(
    desk.request({ items: [desk.api], window: { start: plus(noon, 5 * minute), end: plus(noon, hour) } }),
  ).rejects.toBeDomainError('change/conflict');
});

it.each([
  [{ window: { length: 'PT61M' } }, '/window/length', 'window/too-long'],
  [{ window: { start: plus(noon, hour), end: plus(noon, 2 * hour) } }, '/window/length', 'window/length-required'],
  [{ window: { length: 'PT1H', dependants: { types: ['depends-on'], hops: 1 } } }, '/window/dependants', 'window/named-only'],
])('H7 an emergency with %j is refused at %s', async (fields, pointer, code) => {
  const desk = await emergencyDesk();

  const refused = desk.request({ ...desk.emergency, ...fields });

  await expect(refused).rejects.toMatchObject({ kind: 'invalid', code, errors: [{ pointer }] });
  expect((await desk.world.changes.page({ limit: 10 })).items).toEqual([]);
});

it('H7 an emergency names at most 40 items', async () => {
  const desk = await emergencyDesk();
  const items = await Promise.all(Array.from({ length: mostEmergencyItems }, (_, n) => desk.ci(`node-${n}`)));

  await expect(desk.request({ ...desk.emergency, items: [...items, desk.api] })).rejects.toMatchObject({ code: 'change/too-many-items' });
  expect((await desk.request({ ...desk.emergency, items })).items).toHaveLength(mostEmergencyItems);
});

it.each([
  ['Tuesday', '2026-11-24T12:00:00.000Z', '2026-11-27T00:00:00.000Z'],
  ['Thursday', '2026-11-26T23:59:59.999Z', '2026-12-01T00:00:00.000Z'],
  ['Friday', '2026-11-27T00:00:00.000Z', '2026-12-02T00:00:00.000Z'],
  ['Saturday', '2026-11-28T10:00:00.000Z', '2026-12-02T00:00:00.000Z'],
  ['Sunday', '2026-11-29T23:00:00.000Z', '2026-12-02T00:00:00.000Z'],
])('H7 an emergency that starts on a %s is due at the end of the second working day after it', (_, start, due) => {
  expect(retrospectiveDue(start)).toBe(due);
});
