import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MinimumUp, neededUp } from '../../../shared/domain/item/redundancy.ts';
import { itemsApi } from '../../support/items-api.ts';

const base = '/v1/configuration-items';

/** A service and two links, by name, with the path of a group of the service. */
const withLinks = async () => {
  const api = itemsApi();
  const [service, one, two] = [
    await api.ci({ name: 'shop', class: 'service' }),
    await api.ci({ name: 'link-1', class: 'network-device' }),
    await api.ci({ name: 'link-2', class: 'network-device' }),
  ];
  const path = `${base}/${service.id}/redundancy/links`;
  const put = (members: readonly string[], minimumUp: unknown = 1) => api.cis.put(path, { members, minimumUp });
  const dependencies = async () => (await api.viewer.get(`/v1/items/${service.id}`)).body.relations.dependencies;
  return { ...api, service, one, two, path, put, dependencies };
};

describe('redundancy groups', () => {
  it('C2 a group is answered 201 if it is new and 200 if it exists; it can be read, listed and removed', async () => {
    const { viewer, cis, service, one, two, path, put, eventsOf } = await withLinks();
    const group = { item: service.id, group: 'links', minimumUp: 1, neededUp: 1, members: [one.id, two.id] };

    expect(await put([one.id, 'link-2'])).toMatchObject({ status: 201, headers: { location: path }, body: group });
    expect(await put([two.id, one.id])).toMatchObject({ status: 200 });

    expect((await viewer.get(path)).body).toMatchObject({ ...group, memberNames: [{ item: one.id, name: 'link-1' }, { name: 'link-2' }] });
    expect((await viewer.get(`${base}/shop/redundancy`)).body.items).toMatchObject([group]);
    expect((await eventsOf(service.id)).filter(({ name }) => name === 'RedundancySet')).toMatchObject([{ body: { group: 'links' } }]);
    expect((await cis.delete(path)).status).toBe(204);
    expect(await cis.delete(path)).toMatchObject({ status: 404, body: { code: 'redundancy/not-found' } });
    expect(await viewer.get(path)).toMatchObject({ status: 404, body: { code: 'redundancy/not-found' } });
    expect((await eventsOf(service.id)).at(-1)).toMatchObject({ name: 'RedundancyRemoved', body: { group: 'links' } });
  });

  it('C2 a member that is no dependency yet becomes one; a relation that exists is kept', async () => {
    const { cis, service, one, two, put, dependencies } = await withLinks();
    await cis.put(`${base}/${service.id}/relations/connects-to/${one.id}`);

    await put([one.id, two.id]);

    const types = (await dependencies()).map(({ type, target }: { type: string; target: string }) => [type, target]);
    expect(types).toEqual(
      expect.arrayContaining([
        ['connects-to', one.id],
        ['depends-on', two.id],
      ]),
    );
    expect(types).toHaveLength(2);
  });

  it('C2 a former member stays a dependency', async () => {
    const { viewer, one, two, path, put, dependencies } = await withLinks();
    await put([one.id, two.id]);

    await put([one.id]);

    expect((await viewer.get(path)).body.members).toEqual([one.id]);
    expect(await dependencies()).toHaveLength(2);
  });

  it('C2 a member of a group keeps its relation until the group is changed', async () => {
    const { cis, service, one, two, put } = await withLinks();
    await put([one.id, two.id]);
    const relation = `${base}/${service.id}/relations/depends-on/${one.id}`;

    expect(await cis.delete(relation)).toMatchObject({ status: 409, body: { code: 'relation/in-redundancy-group' } });
    await put([two.id]);
    expect((await cis.delete(relation)).status).toBe(204);
  });

  it('C2 a dependency may be in several groups, and a group of one CI does not change that of another', async () => {
    const { viewer, cis, ci, service, one, two, put } = await withLinks();
    const other = await ci({ name: 'other', class: 'service' });
    await put([one.id, two.id]);
    await cis.put(`${base}/${service.id}/redundancy/power`, { members: [one.id], minimumUp: '100%' });
    await cis.put(`${base}/${other.id}/redundancy/links`, { members: [one.id, two.id], minimumUp: 2 });

    const { items } = (await viewer.get(`${base}/${service.id}/redundancy`)).body;

    expect(items).toMatchObject([
      { group: 'links', minimumUp: 1, members: [one.id, two.id] },
      { group: 'power', minimumUp: '100%', members: [one.id] },
    ]);
  });

  it('C2 a minimum over the number of members is refused', async () => {
    const { viewer, one, two, path, put } = await withLinks();

    expect(await put([one.id, two.id], 3)).toMatchObject({
      status: 400,
      body: { code: 'redundancy/minimum-too-high', errors: [{ pointer: '/minimumUp' }] },
    });
    expect((await viewer.get(path)).status).toBe(404);
  });

  it('C2 unknown, repeated and impossible members are refused with a pointer, and nothing is written', async () => {
    const { asset, ci, service, one, put, dependencies } = await withLinks();
    const refused = async (members: readonly string[]) => {
      const { status, body } = await put(members);
      return [status, body.code, body.errors[0].pointer];
    };

    expect(await refused([one.id, 'nobody'])).toEqual([400, 'item/unknown', '/members/1']);
    expect(await refused([(await asset()).id])).toEqual([400, 'configuration-item/unknown', '/members/0']);
    expect(await refused([one.id, one.id])).toEqual([400, 'redundancy/member-doubled', '/members/1']);
    expect(await refused([service.id])).toEqual([400, 'relation/self', '/members/0']);
    expect(await refused([(await ci({ stage: 'decommissioned' })).id])).toEqual([409, 'relation/decommissioned', '/members/0']);
    expect((await put([])).status).toBe(400);
    for (const minimumUp of [0, 1.5, '0%', '101%', '50', -1]) expect((await put([one.id], minimumUp)).status).toBe(400);
    expect(await dependencies()).toEqual([]);
  });

  it('T5 the largest group is replaced by another in one transaction of at most a hundred rows', async () => {
    const { ci, put, records, dependencies } = await withLinks();
    const members = async (name: string) => {
      const ids: string[] = [];
      for (let at = 0; at < 30; at += 1) ids.push((await ci({ name: `${name}-${at}` })).id);
      return ids;
    };
    await put(await members('old'));
    const next = await members('new');
    let rows = 0;
    records.before = (operation, writes) => {
      if (operation === 'commit') rows = Math.max(rows, writes?.length ?? 0);
    };

    expect((await put(next)).status).toBe(200);

    expect(rows).toBeLessThanOrEqual(100);
    expect(rows).toBeGreaterThan(90);
    expect(await dependencies()).toHaveLength(60);
  });

  it('C2 a relation that is added to a member while its group is written is in the group too', async () => {
    const { cis, service, one, two, put, records } = await withLinks();
    let raced = false;
    records.before = async (operation) => {
      if (operation !== 'commit' || raced) return;
      raced = true;
      await cis.put(`${base}/${service.id}/relations/runs-on/${one.id}`);
    };
    await put([one.id, two.id]);

    const edges = records
      .all()
      .filter(({ type, sk }) => type === 'Edges' && sk.startsWith('EDGES#OUT'))
      .flatMap(({ data }) => data.edges as { type: string; redundancy?: object[] }[]);
    expect(edges.map(({ type, redundancy }) => [type, redundancy?.length]).toSorted()).toEqual([
      ['depends-on', 1],
      ['runs-on', 1],
    ]);
  });

  it('C2 a per cent is rounded up, as worked by hand: 50% of 3 is 2, of 5 is 3', () => {
    expect([3, 5, 4].map((members) => neededUp({ minimumUp: '50%', members }))).toEqual([2, 3, 2]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1_000 }), (percent, members) => {
        const needed = neededUp({ minimumUp: MinimumUp().parse(`${percent}%`), members });
        expect(needed * 100).toBeGreaterThanOrEqual(percent * members);
        expect((needed - 1) * 100).toBeLessThan(percent * members);
      }),
    );
  });

  it('C2 nothing is related to a CI that is decommissioned', async () => {
    const { cis, ci } = itemsApi();
    const [gone, id] = [(await ci({ stage: 'decommissioned' })).id, (await ci()).id];
    const code = { status: 409, body: { code: 'relation/decommissioned' } };

    expect(await cis.put(`${base}/${id}/relations/depends-on/${gone}`)).toMatchObject(code);
    expect(await cis.put(`${base}/${gone}/relations/depends-on/${id}`)).toMatchObject(code);
    expect(await cis.post(base, { name: 'x', class: 'server', relations: [{ type: 'runs-on', target: gone }] })).toMatchObject(code);
  });
});
