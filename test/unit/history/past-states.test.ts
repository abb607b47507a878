import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const once = { 'if-none-match': '*' };
const any = { 'if-match': '*' };

describe('past states and differences', () => {
  it('C6 an item is read as it was, with its relations', async () => {
    const api = itemsApi();
    const { cis, ci, asset, viewer } = api;
    const before = api.world.clock.now();
    api.clock.set('2026-11-24T03:00:00.000Z');
    const { id } = await asset({ name: 'box' });
    const host = await ci({ name: 'host' });
    api.clock.set('2026-11-24T04:00:00.000Z');
    await cis.put(`/v1/configuration-items/${id}`, { name: 'db-1', class: 'server', attributes: { engine: { version: 1 } } }, once);
    await cis.put(`/v1/configuration-items/${id}/relations/runs-on/${host.id}`);
    api.clock.set('2026-11-24T05:00:00.000Z');
    await cis.patch(`/v1/configuration-items/${id}`, { attributes: { engine: { version: 2 } } });
    await cis.delete(`/v1/configuration-items/${id}/relations/runs-on/${host.id}`);
    api.clock.set('2026-11-24T06:00:00.000Z');
    await cis.delete(`/v1/configuration-items/${id}`, any);
    const read = async (item: string, at: string) => (await viewer.get(`/v1/items/${item}?at=2026-11-24T${at}Z`)).body;

    expect((await viewer.get(`/v1/items/${id}?at=${before}`)).body.code).toBe('item/not-found');
    expect(await read(id, '03:30:00')).not.toHaveProperty('ci');
    expect((await read(id, '03:30:00')).asset).toMatchObject({ name: 'box', version: 1, createdAt: '2026-11-24T03:00:00.000Z' });
    const managed = await read(id, '04:00:00');
    expect(managed.ci).toMatchObject({ name: 'db-1', version: 1, attributes: { engine: { version: 1 } } });
    expect(managed.relations.dependencies).toMatchObject([{ type: 'runs-on', source: id, target: host.id, name: 'host' }]);
    expect((await read(host.id, '04:30:00')).relations.dependants).toMatchObject([{ type: 'runs-on', source: id, target: host.id }]);
    const changed = await read(id, '05:59:59.999');
    expect(changed.ci).toMatchObject({ version: 2, updatedAt: '2026-11-24T05:00:00.000Z', attributes: { engine: { version: 2 } } });
    expect([changed.relations.dependencies, (await read(host.id, '05:30:00')).relations.dependants]).toEqual([[], []]);
    expect(await read(id, '06:00:00')).not.toHaveProperty('ci');
    expect(await viewer.get(`/v1/items/${id}?at=2026-11-24T06:00:00.001Z`)).toMatchObject({
      status: 400,
      body: { code: 'history/in-future' },
    });
  });

  it('C6 the difference of two times names the versions that made it, and leaves out what was changed back', async () => {
    const api = itemsApi();
    const { cis, ci, viewer } = api;
    api.clock.set('2026-11-24T03:00:00.000Z');
    const { id } = await ci({ name: 'a', attributes: { x: 1, y: 1 } });
    for (const [hour, patch] of Object.entries({
      '04': { name: 'b' },
      '05': { attributes: { x: 2 } },
      '06': { name: 'a', attributes: { x: 3 } },
    })) {
      api.clock.set(`2026-11-24T${hour}:00:00.000Z`);
      await cis.patch(`/v1/configuration-items/${id}`, patch);
    }
    const difference = async (from: string, to: string) =>
      (await viewer.get(`/v1/items/${id}/difference?from=2026-11-24T${from}:30:00Z&to=2026-11-24T${to}:00:00Z`)).body.differences;

    expect(await difference('03', '06')).toEqual([{ facet: 'ci', path: '/attributes/x', from: 1, to: 3, versions: [3, 4] }]);
    expect(await difference('03', '05')).toEqual([
      { facet: 'ci', path: '/attributes/x', from: 1, to: 2, versions: [3] },
      { facet: 'ci', path: '/name', from: 'a', to: 'b', versions: [2] },
    ]);
    expect((await viewer.get(`/v1/items/${id}/difference?from=2026-11-24T05:00:00Z&to=2026-11-24T04:00:00Z`)).status).toBe(400);
  });
});
