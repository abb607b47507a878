import { describe, expect, it } from '@jest/globals';
import { day, hour, plus } from '../../../shared/domain/clock.ts';
import { ok } from '../../support/desk-api.ts';
import { byTest } from '../../support/items.ts';
import { standingPatches as standing } from '../../support/standing-patches.ts';

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
    const { approved, naming, desk, clock } = await standing();
    await approved();

    expect((await naming('2026-11-26T01:30:00.000Z', desk.rita)).pinned?.groups).toHaveLength(1);
    expect((await naming(plus(clock.now(), 3 * hour), desk.max)).pinned?.groups).toHaveLength(1);
  });

  it('P2 an occurrence that an approver of the standing approval implements is not covered', async () => {
    const { approved, naming, desk } = await standing();
    await approved();
    const request = (implementer: string) => naming('2026-11-26T01:30:00.000Z', desk.max, { implementer });

    expect((await request(desk.anna.id)).pinned?.groups).toHaveLength(1);
    expect((await request(desk.ian.id)).pinned?.groups).toEqual([]);
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
