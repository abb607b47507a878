import { describe, expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { stages } from '../../../shared/domain/configuration-item/stage-table.ts';
import { breakRows } from '../../support/broken-rows.ts';
import { aConfigEvent, anOversizedEvent, configResources } from '../../support/config-events.ts';
import { driftScene } from '../../support/drift-scene.ts';
import { joinGroup } from '../../support/memberships.ts';

describe('what is no drift', () => {
  it('C7 a difference that is seen while a change of the CI is implemented is linked to it by an event of the change', async () => {
    const scene = await driftScene({ prepare: (desk, ci) => desk.implementing({ items: [ci] }) });
    const { sees, unauthorized, drafts, id, clock, as, world } = scene;
    const [{ id: change }] = (await as('viewer').get('/v1/changes?status=implementing')).body.items;

    expect(await sees()).toBe('linked');
    expect([await unauthorized(), await drafts()]).toEqual([[], []]);
    const body = { item: id, resource: configResources.instance.ARN, capturedAt: plus(clock.now(), -1) };
    const properties = ['/Configuration.InstanceType', '/Configuration.SecurityGroups.0'];
    expect((await world.events.of({ type: 'change', id: change })).at(-1)).toMatchObject({
      ...{ name: 'ResourceChangeLinked', actor: 'system', change },
      body: { ...body, properties },
    });
  });

  it('C7 a change of a group of the CI covers what is seen of it: by relations and by a selector', async () => {
    for (const isSelected of [true, false]) {
      const { sees } = await driftScene({
        ci: { labels: { app: 'shop' } },
        prepare: async (desk, ci) => {
          const attributes = isSelected ? { selector: { labels: { app: 'shop' } } } : {};
          const group = await desk.ci('shop', { class: 'group', attributes });
          if (!isSelected) await joinGroup(desk.world, ci, group);
          await desk.implementing({ items: [group] });
        },
      });
      expect(await sees()).toBe('linked');
    }
  });

  it('C7 the time at which it was seen decides: not before the start, and up to 15 minutes after the end of the work', async () => {
    const { receive, clock, manager, as } = await driftScene({ prepare: (desk, ci) => desk.implementing({ items: [ci] }) });
    const [{ id, startedAt }] = (await as('viewer').get('/v1/changes?status=implementing')).body.items;
    expect(await receive(aConfigEvent({ at: plus(startedAt, -1) }))).toBe('recorded');
    expect(await receive(aConfigEvent({ at: startedAt }))).toBe('linked');
    clock.advance(10 * minute);
    const finishedAt = clock.now();
    expect((await manager.post(`/v1/changes/${id}/finish`, { outcome: 'successful' })).status).toBe(200);
    const path = `/v1/changes/${id}`;
    if ((await manager.get(path)).body.status === 'in-review') await manager.post(`${path}/review`, { note: 'It went well.' });
    expect((await manager.get(path)).body.status).toBe('closed');
    clock.advance(hour);

    expect(await receive(aConfigEvent({ at: plus(finishedAt, 15 * minute) }))).toBe('linked');
    expect(await receive(aConfigEvent({ at: plus(finishedAt, 15 * minute + 1) }))).toBe('extended');
  });

  it('C7 what is seen before the work of a change was cancelled is linked to it, whenever it arrives', async () => {
    const { receive, clock, manager, as } = await driftScene({ prepare: (desk, ci) => desk.implementing({ items: [ci] }) });
    const [{ id }] = (await as('viewer').get('/v1/changes?status=implementing')).body.items;
    const seenAt = clock.now();
    clock.advance(minute);
    expect((await manager.post(`/v1/changes/${id}/cancel`, { reason: 'The vendor withdrew it.' })).status).toBe(200);
    clock.advance(hour);

    expect(await receive(aConfigEvent({ at: seenAt }))).toBe('linked');
    expect(await receive(aConfigEvent({ at: clock.now() }))).toBe('recorded');
  });

  it('C7 a change that named the CI only before an edit covers nothing', async () => {
    const { sees } = await driftScene({
      prepare: async (desk, ci) => {
        const { context, rita, server } = desk;
        const { id } = await desk.request({ items: [ci, server], submit: false });
        await editChange(context)(id, { items: [server] }, { ifMatch: 'any', caller: rita });
        await submitChange(context)(id, rita);
        const change = await assessChange(context)(id);
        await desk.vote(change, desk.anna);
        desk.clock.set(change.window?.start ?? '');
        await startChange(context)(id, desk.ian);
      },
    });
    expect(await sees()).toBe('recorded');
  });

  it('C7 another change, or one that is only approved, covers nothing', async () => {
    const other = await driftScene({ prepare: (desk) => desk.implementing({ items: [desk.server] }) });
    expect(await other.sees()).toBe('recorded');
    const approved = await driftScene({ prepare: (desk, ci) => desk.scheduled({ items: [ci] }) });
    expect(await approved.sees()).toBe('recorded');
  });

  it.each(stages.map((stage) => [stage, ['live', 'retiring'].includes(stage) ? 'recorded' : 'noted'] as const))(
    'C7 what is seen of a CI that is %s is %s',
    async (stage, outcome) => {
      const { sees } = await driftScene({ ci: { stage } });
      expect(await sees()).toBe(outcome);
    },
  );

  it('C7 T4 what is seen of a CI that cannot be read is not lost: its message is received again', async () => {
    const scene = await driftScene();
    await breakRows(scene, 'ConfigurationItem', { stage: 'nowhere' });

    await expect(scene.sees()).rejects.toThrow('ConfigurationItem');
    expect(await scene.unauthorized()).toEqual([]);
  });

  it.each([
    ['off', 'noted'],
    ['record', 'recorded'],
    ['enforce', 'recorded'],
  ] as const)('C7 under the change control %s it is %s', async (changeControl, outcome) => {
    const { sees } = await driftScene({ ci: { changeControl } });
    expect(await sees()).toBe(outcome);
  });

  it.each([
    ['of another account', aConfigEvent({ at: '2026-11-24T13:00:00.000Z', account: '999999999999' }), 'unreadable'],
    [
      'of another account, with an ARN that has none',
      aConfigEvent({ at: '2026-11-24T13:00:00.000Z', account: '999999999999', arn: 'arn:aws:s3:::orders' }),
      'unreadable',
    ],
    [
      'with an ARN of another account',
      aConfigEvent({ at: '2026-11-24T13:00:00.000Z', arn: 'arn:aws:ec2:eu-central-1:999999999999:instance/i-1' }),
      'unreadable',
    ],
    ['without a configuration item', { ...aConfigEvent({ at: '2026-11-24T13:00:00.000Z' }), detail: { messageType: 'x' } }, 'unreadable'],
    ['without a time', aConfigEvent({ at: 'yesterday' }), 'unreadable'],
    [
      'of another kind',
      { ...aConfigEvent({ at: '2026-11-24T13:00:00.000Z' }), 'detail-type': 'Config Rules Compliance Change' },
      'unreadable',
    ],
    ['that is none', undefined, 'unreadable'],
    ['about a resource that nobody registered', aConfigEvent({ at: '2026-11-24T13:00:00.000Z', of: 'database' }), 'no-item'],
    ['about a resource without an ARN', aConfigEvent({ at: '2026-11-24T13:00:00.000Z', arn: null }), 'no-item'],
    [
      'with an ARN that is too long for an alias',
      anOversizedEvent({ at: '2026-11-24T13:00:00.000Z', arn: `arn:aws:s3:::${'ü'.repeat(1_500)}` }),
      'no-item',
    ],
  ])('C7 an event %s writes nothing', async (_, event, outcome) => {
    const { receive, stored } = await driftScene();
    const before = stored();

    expect(await receive(event)).toBe(outcome);
    expect(stored()).toEqual(before);
  });
});
