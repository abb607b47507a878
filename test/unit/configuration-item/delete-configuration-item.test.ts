import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const once = { 'if-none-match': '*' };
const hostname = (value: string) => ({ scheme: 'hostname', value });

describe('deleting configuration items', () => {
  it('C4 a CI that was never live is deleted with its aliases and with its relations to others', async () => {
    const { cis, viewer, ci, world, eventsOf } = itemsApi();
    const [host, user, deleted] = [await ci(), await ci(), await ci({ aliases: [hostname('gone')] })];
    const base = '/v1/configuration-items';
    await cis.put(`${base}/${deleted.id}/relations/runs-on/${host.id}`);
    await cis.put(`${base}/${user.id}/relations/depends-on/${deleted.id}`);
    await cis.put(`${base}/${user.id}/relations/depends-on/${host.id}`);
    expect(await cis.delete(`${base}/${deleted.id}`, { 'if-match': '"1"' })).toMatchObject({
      status: 409,
      body: {
        code: 'configuration-item/in-use',
        errors: [{ detail: expect.stringContaining(`(${user.id}) has the relation depends-on`) }],
      },
    });
    await cis.delete(`${base}/${user.id}/relations/depends-on/${deleted.id}`);

    expect((await cis.delete(`${base}/${deleted.id}`)).status).toBe(428);
    expect((await cis.delete(`${base}/${deleted.id}`, { 'if-match': '"1"' })).status).toBe(204);

    expect((await viewer.get(`/v1/items/${deleted.id}`)).status).toBe(404);
    const names = { name: 'orders-db-1', sourceName: 'orders-db-1', targetName: 'orders-db-1' };
    const left = { type: 'depends-on', source: user.id, target: host.id, ...names };
    expect((await viewer.get(`/v1/items/${host.id}`)).body.relations).toEqual({ dependencies: [], dependants: [left] });
    expect((await viewer.get(`/v1/items/${user.id}`)).body.relations).toEqual({ dependencies: [left], dependants: [] });
    expect(await world.references.aliases([hostname('gone')])).toEqual([]);
    expect((await eventsOf(deleted.id)).at(-1)).toMatchObject({ name: 'ResourceDeleted' });
  });

  it('T5 a CI with many relations is deleted in steps of at most a hundred rows', async () => {
    const api = itemsApi();
    const hub = await api.ci();
    for (let at = 0; at < 200; at += 1) await api.cis.put(`/v1/configuration-items/${hub.id}/relations/depends-on/${(await api.ci()).id}`);
    let steps = 0;
    api.records.before = (operation) => {
      steps += operation === 'commit' ? 1 : 0;
    };

    expect((await api.cis.delete(`/v1/configuration-items/${hub.id}`, { 'if-match': '*' })).status).toBe(204);

    // Some steps remove the relations, one the rows that they had been spread over, and the last one the CI.
    expect(steps).toBe(7);
    expect(api.records.all().filter(({ type, data }) => type === 'Edges' && JSON.stringify(data).includes(hub.id))).toEqual([]);
  });

  it('C4 a CI that was live once cannot be deleted', async () => {
    const { cis, ci } = itemsApi();

    for (const stage of ['live', 'retiring', 'decommissioned']) {
      const { id } = await ci({ stage });
      const { status, body } = await cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' });
      expect([status, body.code]).toEqual([409, 'configuration-item/was-live']);
    }
  });

  it('C1 deleting the CI facet keeps the asset facet', async () => {
    const { cis, viewer, asset } = itemsApi();
    const { id } = await asset();
    await cis.put(`/v1/configuration-items/${id}`, { name: 'x', class: 'server' }, once);

    await cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' });

    expect((await viewer.get(`/v1/items/${id}`)).body).not.toHaveProperty('ci');
    expect(await viewer.get(`/v1/configuration-items/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'configuration-item/not-found' },
    });
    expect((await cis.put(`/v1/configuration-items/${id}`, { name: 'x', class: 'server' }, once)).status).toBe(201);
  });
});
