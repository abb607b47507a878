import { describe, expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { day, plus } from '../../../shared/domain/clock.ts';
import { ok } from '../../support/desk-api.ts';
import { nightly } from '../../support/night-patches.ts';
import { walkingSlowly } from '../../support/slow-walk.ts';
import { standingPatches as standing } from '../../support/standing-patches.ts';

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

  it('H1 the submission of a schedule whose change is still walked is answered like any other', async () => {
    const { manager, path, world, records, clock } = await standing();

    const answer = await walkingSlowly({ records, clock }, () => manager.post(`${path}/submit`, undefined));

    expect(answer).toMatchObject({ status: 201, body: { status: 'assessing' }, headers: { 'retry-after': '1' } });
    expect(await world.changes.get(answer.body.id)).toHaveProperty('walking');
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
