import { describe, expect, it } from '@jest/globals';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { aConfigEvent, configResources } from '../../support/config-events.ts';
import { driftScene } from '../../support/drift-scene.ts';

const instanceType = { path: '/Configuration.InstanceType', from: 'm7g.large', to: 'm7g.xlarge' };
const change = (previousValue: unknown, updatedValue: unknown) => ({ previousValue, updatedValue, changeType: 'UPDATE' as const });

describe('drift of a configuration item in service', () => {
  it('C7 what AWS Config sees outside any change is an unauthorized change, with an event and the draft of an emergency change', async () => {
    const { sees, unauthorized, drafts, events, clock, id } = await driftScene();

    expect(await sees()).toBe('recorded');
    const [found, ...others] = await unauthorized();
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ item: id, itemName: 'web-7', source: 'aws-config', status: 'open', actor: 'system', detectedAt: clock.now() },
      ...{ resource: configResources.instance.ARN, observedAt: plus(clock.now(), -1) },
      differences: [
        instanceType,
        { path: '/Configuration.SecurityGroups.0', from: null, to: { groupName: 'web', groupId: 'sg-0c1d2e3f' } },
      ],
    });
    expect(found).not.toHaveProperty('isIncomplete');
    const [draft, ...more] = await drafts();
    expect(more).toEqual([]);
    expect(draft).toMatchObject({ id: found.draft, number: found.draftNumber, status: 'draft', title: 'Drift of web-7', items: [id] });
    expect(draft.reason).toContain(`unauthorized change ${found.id}`);
    expect(draft).not.toHaveProperty('requester');
    expect(await events('UnauthorizedChangeDetected')).toMatchObject([
      { actor: 'system', body: { unauthorizedChange: found.id, source: 'aws-config', draft: draft.id } },
    ]);
  });

  it('C7 what flaps fifty times is one unauthorized change, one event and one draft, with the first value and the last', async () => {
    const { sees, unauthorized, drafts, events, clock } = await driftScene();
    const values = Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? ['running', 'stopped'] : ['stopped', 'running']));
    const outcomes: string[] = [];
    for (const [from, to] of values) outcomes.push(await sees({ changed: { 'Configuration.State.Name': change(from, to) } }));

    expect(outcomes).toEqual(['recorded', ...Array.from({ length: 49 }, () => 'extended')]);
    expect(await unauthorized()).toMatchObject([
      {
        status: 'open',
        differences: [{ path: '/Configuration.State.Name', from: 'running', to: 'running' }],
        observedAt: plus(clock.now(), -1),
      },
    ]);
    expect([(await events('UnauthorizedChangeDetected')).length, (await drafts()).length]).toEqual([1, 1]);
  });

  it('C7 two different events that arrive at the same time make one unauthorized change with the differences of both', async () => {
    const { receive, unauthorized, drafts, events, clock } = await driftScene();
    const [first, second] = ['InstanceType', 'ImageId'].map((name, n) =>
      aConfigEvent({ at: plus(clock.now(), n * 1_000), changed: { [`Configuration.${name}`]: change('a', 'b') } }),
    );
    const outcomes = await Promise.all([receive(first), receive(second)]);

    // The one that is stored second finds the other. If the later event was stored first, the earlier one comes too late.
    expect([
      ['extended', 'recorded'],
      ['recorded', 'repeated'],
    ]).toContainEqual(outcomes.toSorted());
    const [found, ...others] = await unauthorized();
    expect(others).toEqual([]);
    expect(found.differences).toHaveLength(outcomes.includes('extended') ? 2 : 1);
    expect([(await events('UnauthorizedChangeDetected')).length, (await drafts()).length]).toEqual([1, 1]);
  });

  it('C7 an event that is delivered again, or after a later one about the same resource, writes nothing', async () => {
    const { receive, stored, clock } = await driftScene();
    const at = (minutes: number) => plus(clock.now(), minutes * minute);
    const first = aConfigEvent({ at: at(1) });
    expect(await receive(first)).toBe('recorded');
    const before = stored();

    expect(await receive(first)).toBe('repeated');
    expect(await receive(aConfigEvent({ at: at(0), changeType: 'DELETE' }))).toBe('repeated');
    expect(stored()).toEqual(before);
    expect(await receive(aConfigEvent({ at: at(2) }))).toBe('extended');
  });

  it.each([
    ['years', '9999-12-31T23:59:59.999Z'],
    ['six minutes', plus('2026-11-24T00:00:00.000Z', 6 * minute)],
  ])('C7 an event from %s ahead counts as seen now, so what is seen of the resource later is not ignored', async (_, ahead) => {
    const { receive, unauthorized, clock } = await driftScene();
    clock.set('2026-11-24T00:00:00.000Z');
    const now = clock.now();

    expect(await receive(aConfigEvent({ at: ahead }))).toBe('recorded');
    expect(await unauthorized()).toMatchObject([{ observedAt: now }]);
    clock.advance(minute);

    expect(await receive(aConfigEvent({ at: clock.now(), changed: { 'Configuration.State.Name': change('running', 'stopped') } }))).toBe(
      'extended',
    );
    expect(await unauthorized()).toMatchObject([{ observedAt: clock.now(), differences: [{}, {}, { path: '/Configuration.State.Name' }] }]);
  });

  it('C7 the clock of AWS Config may be some minutes ahead: such an event still counts once', async () => {
    const { receive, unauthorized, clock } = await driftScene();
    const at = plus(clock.now(), 5 * minute);

    expect(await receive(aConfigEvent({ at }))).toBe('recorded');
    clock.advance(minute);
    expect(await receive(aConfigEvent({ at }))).toBe('repeated');
    expect(await unauthorized()).toMatchObject([{ observedAt: at }]);
  });

  it.each(['database', 'certificate', 'loadBalancer'] as const)('C7 a difference in a %s is found by its ARN', async (of) => {
    const { sees, unauthorized } = await driftScene({ ci: { aliases: [{ scheme: 'aws-arn', value: configResources[of].ARN }] } });

    expect(await sees({ of })).toBe('recorded');
    expect((await unauthorized())[0].differences.map(({ path }: { path: string }) => path.slice(1)).toSorted()).toEqual(
      Object.keys(configResources[of].changed).toSorted(),
    );
  });

  it('C7 a resource that is deleted has drifted, and so has one that is created again', async () => {
    const { sees, unauthorized, manager } = await driftScene();

    expect(await sees({ changeType: 'DELETE' })).toBe('recorded');
    const [deleted] = await unauthorized();
    expect(deleted.differences).toMatchObject([{ path: '/Configuration', to: null }]);
    const path = `/v1/unauthorized-changes/${deleted.id}/resolve`;
    expect((await manager.post(path, { resolution: 'accepted', reason: 'It is gone for good.' })).status).toBe(200);
    expect(await sees({ changeType: 'CREATE' })).toBe('recorded');
    expect(await unauthorized()).toMatchObject([{ status: 'resolved' }, { status: 'open', differences: [] }]);
  });

  it('C7 that AWS Config begins to record a resource, or stops, is no difference', async () => {
    const { sees, unauthorized } = await driftScene();

    expect(await sees({ changeType: 'CREATE' })).toBe('noted');
    expect(await sees({ status: 'ResourceNotRecorded', changed: {} })).toBe('noted');
    expect(await unauthorized()).toEqual([]);
    expect(await sees()).toBe('recorded');
  });

  it('C7 new drift after the resolution is a new unauthorized change with a draft of its own', async () => {
    const { sees, unauthorized, drafts, manager } = await driftScene();
    await sees();
    const [first] = await unauthorized();
    await manager.post(`/v1/unauthorized-changes/${first.id}/resolve`, { resolution: 'reverted', reason: 'It was a mistake.' });

    expect(await sees()).toBe('recorded');
    const [, second] = await unauthorized();
    expect(second).toMatchObject({ status: 'open' });
    expect((await drafts()).map(({ id }: { id: string }) => id).toSorted()).toEqual([first.draft, second.draft].toSorted());
  });
});
