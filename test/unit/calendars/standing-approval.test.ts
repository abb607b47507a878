import { describe, expect, it } from '@jest/globals';
import { decideOnChange } from '../../../shared/application/approval/decide-on-change.ts';
import { withdrawDecision } from '../../../shared/application/approval/withdraw-decision.ts';
import { advanceChange } from '../../../shared/application/change/advance-change.ts';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import { day, hour, plus } from '../../../shared/domain/clock.ts';
import { ok } from '../../support/desk-api.ts';
import { byTest } from '../../support/items.ts';
import { nightly, nightPatches } from '../../support/night-patches.ts';

/** A schedule with standing approval, and what the workflow and the approvers do. */
const standing = async (fields: object = {}) => {
  const scene = await nightPatches({ approval: 'standing', raiseAhead: 'P1D', ...fields });
  const { world, desk, manager, schedule } = scene;
  const context = { ...world, approversGroup: 'approvers' };
  const path = `/v1/patch-schedules/${schedule.id}`;
  const read = () => ok(manager.get(path));
  const assess = async (id: string) => advanceChange(context)((await assessChange(context)(id)).id);
  const vote = (id: string, caller: Caller, decision: 'approve' | 'reject' = 'approve', reason?: string) =>
    decideOnChange(context)(id, { decision, revision: 1, ...(reason ? { reason } : {}) }, caller);
  /** Raises what is due, and answers the last change after its assessment. */
  const raised = async () => {
    await scene.sweep();
    const last = (await scene.changes()).at(-1);
    return assess(last?.id ?? '');
  };
  /** Asks for the standing approval, which Anna and Abe give if the policy wants two. */
  const approved = async () => {
    const asked = await ok(manager.post(`${path}/submit`, undefined));
    await assess(asked.id);
    await vote(asked.id, desk.anna);
    return asked;
  };
  return { ...scene, context, path, read, assess, vote, raised, approved };
};

describe('asking', () => {
  it('H5 the submission of a schedule raises the change of its next occurrence, whose approval is the standing one', async () => {
    const { manager, path, read, assess, vote, desk, schedule, occurrences } = await standing();
    expect(schedule.standingApproval).toBeNull();

    const answer = await manager.post(`${path}/submit`, undefined);
    expect(answer).toMatchObject({
      status: 201,
      body: { type: 'standard', standingFor: schedule.id, standingForName: 'Night patches', requester: desk.max.id },
    });
    expect(answer.body.reason).toMatch(/all further occurrences for 365 days: FREQ=DAILY, at 02:30 in Europe\/Berlin, for PT2H/);
    expect((await occurrences(1))[0]).toMatchObject({ change: answer.body.id });
    await assess(answer.body.id);
    expect((await read()).standingApproval).toBeNull();

    await vote(answer.body.id, desk.anna);
    expect((await read()).standingApproval).toEqual({
      change: answer.body.id,
      number: answer.body.number,
      title: 'Night patches, 2026-11-25',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      until: '2027-11-24T12:00:00.000Z',
    });
  });

  it('H5 the first change that is raised without a standing approval asks for it, and those raised meanwhile are approved by themselves', async () => {
    const { sweep, changes, schedule } = await standing({ raiseAhead: 'P3D' });
    await sweep();

    expect((await changes()).map(({ type, standingFor }) => [type, standingFor])).toEqual([
      ['standard', schedule.id],
      ['normal', undefined],
      ['normal', undefined],
    ]);
  });

  it.each([
    ['not-standing', { approval: 'occurrence' }, async () => undefined],
    [
      'approval-pending',
      {},
      async ({ manager, path }: Awaited<ReturnType<typeof standing>>) => void (await manager.post(`${path}/submit`, undefined)),
    ],
    ['approved', {}, async ({ approved }: Awaited<ReturnType<typeof standing>>) => void (await approved())],
    [
      'no-occurrence',
      { recurrence: { ...nightly, rrule: 'FREQ=DAILY;COUNT=2' } },
      async ({ sweep, changes, context, desk }: Awaited<ReturnType<typeof standing>>) => {
        await sweep();
        await cancelChange(context)((await changes())[0]?.id ?? '', 'not now', desk.max);
      },
    ],
  ])('H5 a submission is refused as patch-schedule/%s', async (code, fields, before) => {
    const scene = await standing(fields);
    await before(scene);
    const raised = (await scene.changes()).length;

    expect(await scene.manager.post(`${scene.path}/submit`, undefined)).toMatchObject({
      status: 409,
      body: { code: `patch-schedule/${code}` },
    });
    expect(await scene.changes()).toHaveLength(raised);
  });

  it('H5 a submission in a freeze is refused and stores nothing', async () => {
    const { manager, path, changes, clock, read } = await standing();
    await ok(manager.post('/v1/freezes', { name: 'Year end', start: clock.now(), end: plus(clock.now(), day) }));

    expect(await manager.post(`${path}/submit`, undefined)).toMatchObject({ status: 409, body: { code: 'change/conflict' } });
    expect(await changes()).toEqual([]);
    expect((await read()).version).toBe(1);
  });

  it('P2 who created or edited the schedule does not decide on its standing approval', async () => {
    const { desk, asCaller, path, manager, assess, vote, world } = await standing();
    const [group] = await world.contactGroups.findMany([desk.approvers]);
    if (!group) throw new Error('no group of approvers');
    await world.store.commit(
      world.contactGroups.save({ ...group, version: 2, members: [...group.members, { person: desk.max.id }] }, group),
    );
    await ok(asCaller({ ...desk.abe, roles: ['change-manager'] }).patch(path, { raiseAhead: 'P2D' }));
    const asked = await ok(manager.post(`${path}/submit`, undefined));
    await assess(asked.id);

    const eligible = asked.pinned.groups.flatMap((asking: { eligible: string[] }) => asking.eligible);
    expect(eligible).toContain(desk.anna.id);
    expect(eligible).not.toContain(desk.abe.id);
    expect(eligible).not.toContain(desk.max.id);
    await expect(vote(asked.id, desk.abe)).rejects.toMatchObject({ code: 'approval/own-change' });
  });
});

describe('in force', () => {
  it('H5 each occurrence is approved at once, by a policy that names the standing approval and who gave it', async () => {
    const { approved, raised, clock } = await standing();
    const { number } = await approved();
    clock.advance(day);

    expect(await raised()).toMatchObject({
      type: 'standard',
      status: 'scheduled',
      title: 'Night patches, 2026-11-26',
      pinned: { policy: `standing approval of ${number} by Anna`, groups: [] },
    });
  });

  it('H4 a freeze still blocks an occurrence: it is left as a draft, and approved at once when it is submitted after the freeze is gone', async () => {
    const { approved, sweep, changes, manager, clock, assess } = await standing();
    await approved();
    const freeze = await ok(
      manager.post('/v1/freezes', { name: 'Year end', start: plus(clock.now(), day), end: plus(clock.now(), 2 * day) }),
    );
    clock.advance(day);
    await sweep();
    const [, draft] = await changes();
    expect(draft).toMatchObject({ status: 'draft', type: 'standard' });
    expect(await manager.post(`/v1/changes/${draft?.id}/submit`, undefined)).toMatchObject({
      status: 409,
      body: { code: 'change/conflict' },
    });

    await ok(manager.delete(`/v1/freezes/${freeze.id}`, { 'if-match': '*' }));
    await ok(manager.post(`/v1/changes/${draft?.id}/submit`, undefined));
    expect((await assess(draft?.id ?? '')).status).toBe('scheduled');
  });

  it.each([
    ['its items', { items: ['web-1'] }],
    ['its plan', { plan: 'Something else' }],
    ['its window', { window: { end: '2026-11-26T04:30:00.000Z' } }],
  ])('H6 a draft whose requester edited %s is not covered: it asks for approval', async (_, patch) => {
    const { approved, sweep, changes, manager, clock, desk, assess } = await standing();
    await approved();
    const freeze = await ok(
      manager.post('/v1/freezes', { name: 'Year end', start: plus(clock.now(), day), end: plus(clock.now(), 2 * day) }),
    );
    clock.advance(day);
    await sweep();
    const id = (await changes())[1]?.id ?? '';
    await ok(manager.delete(`/v1/freezes/${freeze.id}`, { 'if-match': '*' }));
    const fields = 'items' in patch ? { items: [desk.server] } : patch;
    await ok(manager.patch(`/v1/changes/${id}`, fields));
    await ok(manager.post(`/v1/changes/${id}/submit`, undefined));

    expect(await assess(id)).toMatchObject({ status: 'awaiting-approval', pinned: { groups: [{ name: 'approvers' }] } });
  });

  it('H6 a change that only names the occurrence is not covered: another requester, or another time', async () => {
    const { approved, asCaller, desk, schedule, clock } = await standing();
    await approved();
    const request = (caller: Caller, start: string) =>
      ok(
        asCaller(caller).post('/v1/changes', {
          title: 'Night patches',
          items: [desk.database],
          window: { start, end: plus(start, 2 * hour), mode: 'planned' },
          externalReference: { system: 'patch-schedule', id: `${schedule.id}@${start}` },
          submit: true,
        }),
      );

    expect((await request(desk.rita, '2026-11-26T01:30:00.000Z')).pinned.groups).toHaveLength(1);
    expect((await request(desk.max, plus(clock.now(), 3 * hour))).pinned.groups).toHaveLength(1);
  });

  it('P2 an occurrence that an approver of the standing approval implements is not covered', async () => {
    const { approved, asCaller, desk, schedule } = await standing();
    await approved();
    const start = '2026-11-26T01:30:00.000Z';
    const request = (implementer: string) =>
      ok(
        asCaller(desk.max).post('/v1/changes?dryRun=true', {
          title: 'Night patches',
          items: [desk.database],
          implementer,
          window: { start, end: plus(start, 2 * hour), mode: 'planned' },
          externalReference: { system: 'patch-schedule', id: `${schedule.id}@${start}` },
          submit: true,
        }),
      );

    expect((await request(desk.anna.id)).pinned.groups).toHaveLength(1);
    expect((await request(desk.ian.id)).pinned.groups).toEqual([]);
  });

  it('H6 an occurrence with a higher risk than was approved asks for approval', async () => {
    const { approved, raised, world, desk, clock } = await standing();
    await approved();
    const [ci] = await world.configurationItems.findMany([desk.database]);
    if (!ci) throw new Error('no database');
    const next = { ...ci, version: ci.version + 1, criticality: 'critical' as const };
    await world.store.commit(world.configurationItems.save(next, byTest, ci));
    clock.advance(day);

    expect(await raised()).toMatchObject({ status: 'awaiting-approval', risk: 'high' });
  });
});

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
