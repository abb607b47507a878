import { describe, expect, it } from '@jest/globals';
import { alias, mergeDirections, tag, twoRegistrations } from '../../support/merges.ts';

const once = { 'if-none-match': '*' };

describe.each(mergeDirections)('C1 two registrations that are merged, %s', (direction) => {
  it('answer as one item with both facets, by either id, the tag and the alias', async () => {
    const { api, merge, host, dependant } = await twoRegistrations();

    const { kept, other, answer } = await merge(direction);

    expect(answer).toMatchObject({
      status: 200,
      body: {
        id: kept,
        asset: { id: kept, name: 'database server', assetTag: tag },
        ci: { id: kept, name: 'db-1', aliases: [alias] },
        relations: {
          dependencies: [{ type: 'runs-on', source: kept, target: host, name: 'rack-1' }],
          dependants: [{ type: 'depends-on', source: dependant, target: kept, name: 'shop' }],
        },
      },
    });
    const read = async (path: string) => (await api.viewer.get(path)).body;
    for (const reference of [kept, other, tag, 'hostname=db-1.example', 'db-1']) {
      expect(await read(`/v1/items/${reference}`)).toEqual(answer.body);
      expect(await read(`/v1/configuration-items/${reference}`)).toEqual(answer.body.ci);
      expect(await read(`/v1/assets/${reference}`)).toEqual(answer.body.asset);
    }
  });

  it('are one item in lists, search, relations, impact and the names beside ids', async () => {
    const { api, merge, dependant, child, host } = await twoRegistrations();
    const { kept, other } = await merge(direction);
    const ids = async (path: string, field = 'id') =>
      (await api.viewer.get(path)).body.items.map((one: Record<string, unknown>) => one[field]);

    expect(await ids('/v1/items?q=db')).toEqual([kept]);
    expect((await ids('/v1/items?q=d')).filter((id: string) => id === kept || id === other)).toEqual([kept]);
    expect(await ids('/v1/assets?vendor=Example')).toEqual([kept]);
    expect(await ids(`/v1/assets?assetTag=${tag}`)).toEqual([kept]);
    expect(await ids('/v1/configuration-items?class=database')).toEqual([kept]);
    for (const id of [kept, other]) {
      expect(await ids(`/v1/configuration-items/${id}/relations?direction=dependants`, 'source')).toEqual([dependant]);
      expect((await api.viewer.get(`/v1/configuration-items/${id}/impact`)).body).toMatchObject({
        item: kept,
        items: [{ item: dependant, state: 'down' }],
      });
    }
    expect(await ids(`/v1/configuration-items/${dependant}/relations`, 'target')).toEqual([kept]);
    expect((await api.viewer.get(`/v1/configuration-items/${dependant}/impact?direction=dependencies`)).body.items[0]).toMatchObject({
      item: kept,
      name: 'db-1',
    });
    const group = `/v1/configuration-items/${dependant}/redundancy/nodes`;
    expect(await api.cis.put(group, { members: [other], minimumUp: 1 })).toMatchObject({
      status: 201,
      body: { members: [kept], memberNames: [{ item: kept, name: 'db-1' }] },
    });
    expect((await api.cis.put(group, { members: [kept], minimumUp: 1 })).status).toBe(200);
    for (const id of [kept, other])
      expect((await api.cis.put(`/v1/configuration-items/${id}/redundancy/power`, { members: [host], minimumUp: 1 })).body.item).toBe(kept);
    expect((await api.viewer.get(`/v1/assets/${child}`)).body).toMatchObject({ partOf: kept, partOfName: 'db-1' });
  });

  it('are written under either id, each facet in its place', async () => {
    const { api, merge, host } = await twoRegistrations();
    const { kept, other } = await merge(direction);

    for (const [place, id] of [kept, other].entries()) {
      const name = `name ${place}`;
      expect(await api.assets.patch(`/v1/assets/${id}`, { name })).toMatchObject({ status: 200, body: { id: kept, name } });
      expect(await api.cis.patch(`/v1/configuration-items/${id}`, { name })).toMatchObject({ status: 200, body: { id: kept, name } });
      const relation = `/v1/configuration-items/${id}/relations/connects-to/${host}`;
      expect(await api.cis.put(relation)).toMatchObject({ status: 201, body: { source: kept, target: host } });
      expect(await api.cis.delete(relation)).toMatchObject({ status: 204 });
      const cost = { kind: 'maintenance', amount: { amount: '10.00', currency: 'EUR' }, date: '2026-11-20' };
      expect(await api.assets.post(`/v1/assets/${id}/costs`, cost)).toMatchObject({ status: 201 });
      expect(await api.cis.put(`/v1/configuration-items/${id}`, { name: 'x', class: 'server' }, once)).toMatchObject({
        status: 412,
        body: { code: 'configuration-item/exists' },
      });
      expect(await api.assets.put(`/v1/assets/${id}`, { name: 'x', kind: 'hardware' }, once)).toMatchObject({
        status: 412,
        body: { code: 'asset/exists' },
      });
    }
    for (const id of [kept, other])
      expect((await api.assets.get(`/v1/assets/${id}/costs`)).body.items).toMatchObject([
        { asset: kept, assetName: 'name 1' },
        { asset: kept, assetName: 'name 1' },
      ]);
  });
});
