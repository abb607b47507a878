import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const base = '/v1/configuration-items';
const hostname = (value: string) => ({ scheme: 'hostname', value });

/** The names of both ends, where all CIs have the same name. */
const named = { name: 'orders-db-1', sourceName: 'orders-db-1', targetName: 'orders-db-1' };

describe('relations', () => {
  it('C2 adding a relation is answered 201 if it is new and 200 if it exists, and both ends list it', async () => {
    const { cis, viewer, ci, eventsOf } = itemsApi();
    const [db, host] = [await ci(), await ci()];
    const path = `${base}/${db.id}/relations/runs-on/${host.id}`;
    const ends = { type: 'runs-on', source: db.id, target: host.id };
    const relation = { ...ends, ...named };

    expect(await cis.put(path)).toMatchObject({ status: 201, headers: { location: path }, body: relation });
    expect(await cis.put(path)).toMatchObject({ status: 200, headers: expect.not.objectContaining({ location: path }), body: relation });

    expect((await viewer.get(`${base}/${db.id}/relations?direction=dependencies`)).body.items).toEqual([relation]);
    expect((await viewer.get(`${base}/${db.id}/relations?direction=dependants`)).body.items).toEqual([]);
    expect((await viewer.get(`${base}/${host.id}/relations?direction=dependants`)).body.items).toEqual([relation]);
    expect((await eventsOf(db.id)).filter(({ name }) => name === 'RelationAdded')).toMatchObject([{ body: ends }]);
  });

  it('C2 adding a relation does not change the version of its CIs', async () => {
    const { cis, viewer, ci } = itemsApi();
    const [db, host] = [await ci(), await ci()];

    await cis.put(`${base}/${db.id}/relations/runs-on/${host.id}`);

    expect((await viewer.get(`${base}/${db.id}`)).headers.etag).toBe('"1"');
    expect((await viewer.get(`${base}/${host.id}`)).headers.etag).toBe('"1"');
  });

  it('C2 a relation is removed at both ends without If-Match; the second removal is answered 404', async () => {
    const { cis, viewer, ci, eventsOf } = itemsApi();
    const [db, host] = [await ci(), await ci()];
    const path = `${base}/${db.id}/relations/runs-on/${host.id}`;
    await cis.put(path);
    await cis.put(`${base}/${db.id}/relations/depends-on/${host.id}`);

    expect((await cis.delete(path)).status).toBe(204);
    expect(await cis.delete(path)).toMatchObject({ status: 404, body: { code: 'relation/not-found' } });

    const left = [{ type: 'depends-on', source: db.id, target: host.id, ...named }];
    expect((await viewer.get(`/v1/items/${db.id}`)).body.relations.dependencies).toEqual(left);
    expect((await viewer.get(`/v1/items/${host.id}`)).body.relations.dependants).toEqual(left);
    expect((await eventsOf(db.id)).at(-1)).toMatchObject({ name: 'RelationRemoved', body: { type: 'runs-on' } });
  });

  it('C2 cycles are allowed, a relation of a CI to itself is not', async () => {
    const { cis, ci } = itemsApi();
    const [one, other] = [await ci(), await ci()];

    expect((await cis.put(`${base}/${one.id}/relations/connects-to/${other.id}`)).status).toBe(201);
    expect((await cis.put(`${base}/${other.id}/relations/connects-to/${one.id}`)).status).toBe(201);
    expect(await cis.put(`${base}/${one.id}/relations/connects-to/${one.id}`)).toMatchObject({
      status: 400,
      body: { code: 'relation/self' },
    });
  });

  it('C2 a relation with an unknown end or type is refused', async () => {
    const { cis, ci, asset } = itemsApi();
    const { id } = await ci();
    const laptop = await asset();
    const codeOf = async (path: string) => {
      const { status, body } = await cis.put(`${base}/${path}`);
      return [status, body.code];
    };

    expect(await codeOf(`${id}/relations/runs-on/unknown`)).toEqual([404, 'item/not-found']);
    expect(await codeOf(`${id}/relations/runs-on/${laptop.id}`)).toEqual([404, 'configuration-item/not-found']);
    expect(await codeOf(`${laptop.id}/relations/runs-on/${id}`)).toEqual([404, 'configuration-item/not-found']);
    expect(await codeOf(`${id}/relations/likes/${id}`)).toEqual([400, 'relation/type-unknown']);
  });

  it('C2 relations in the registration of a CI are created with it; their targets may be aliases', async () => {
    const { cis, viewer, ci } = itemsApi();
    const host = await ci({ aliases: [hostname('host-1')] });
    const user = await ci();
    await cis.put(`${base}/${user.id}/relations/depends-on/${host.id}`);

    const db = await ci({
      relations: [
        { type: 'runs-on', target: 'hostname=host-1' },
        { type: 'depends-on', target: host.id },
        { type: 'runs-on', target: host.id },
      ],
    });

    const dependants = (await viewer.get(`/v1/items/${host.id}`)).body.relations.dependants;
    expect(dependants).toEqual([
      { type: 'depends-on', source: user.id, target: host.id, ...named },
      { type: 'runs-on', source: db.id, target: host.id, ...named },
      { type: 'depends-on', source: db.id, target: host.id, ...named },
    ]);
    expect((await viewer.get(`/v1/items/${db.id}`)).body.relations.dependencies).toHaveLength(2);
  });

  it('C2 a CI with a relation to an unknown CI is not created', async () => {
    const { cis, viewer, asset } = itemsApi();
    const laptop = await asset();
    const register = async (target: string) => {
      const { status, body } = await cis.post(base, { name: 'x', class: 'server', relations: [{ type: 'runs-on', target }] });
      return [status, body.code, body.errors[0].pointer];
    };

    expect(await register('hostname=nowhere')).toEqual([400, 'item/unknown', '/relations/0/target']);
    expect(await register(laptop.id)).toEqual([400, 'configuration-item/unknown', '/relations/0/target']);
    expect((await viewer.get(base)).body.items).toEqual([]);
  });

  it('T5 the largest CI that can be registered has at most a hundred rows', async () => {
    const api = itemsApi();
    const relations: { type: string; target: string }[] = [];
    for (let at = 0; at < 16; at += 1) relations.push({ type: 'depends-on', target: (await api.ci()).id });
    const aliases = Array.from({ length: 20 }, (_, at) => hostname(`h-${at}`));
    const labels = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`label-${at}`, 'x']));
    const ownerTeam = await api.team('owners');
    const largest = { name: 'x', class: 'server', environment: 'test', ownerTeam, labels, relations, aliases };
    let rows = 0;
    api.records.before = (operation, writes) => {
      if (operation === 'commit') rows = Math.max(rows, writes?.length ?? 0);
    };

    const { status } = await api.cis.post(base, largest, { 'idempotency-key': 'largest' });

    expect(status).toBe(201);
    expect(rows).toBeLessThanOrEqual(100);
    expect(rows).toBeGreaterThan(90);
  });

  it('T7 if a relation is added while one of its CIs is deleted, no relation is left', async () => {
    const api = itemsApi();
    const [db, host] = [await api.ci(), await api.ci()];
    let raced = false;
    api.records.before = async (operation) => {
      if (operation !== 'commit' || raced) return;
      raced = true;
      await api.cis.delete(`${base}/${host.id}`, { 'if-match': '*' });
    };

    const { status } = await api.cis.put(`${base}/${db.id}/relations/runs-on/${host.id}`);

    expect(status).toBe(404);
    expect(api.records.all().filter(({ type }) => type === 'Edges')).toEqual([]);
  });

  it('C4 a relation to a CI that is added during its deletion makes the deletion fail', async () => {
    const api = itemsApi();
    const [db, host] = [await api.ci(), await api.ci()];
    let raced = false;
    api.records.before = async (operation) => {
      if (operation !== 'commit' || raced) return;
      raced = true;
      await api.cis.put(`${base}/${db.id}/relations/runs-on/${host.id}`);
    };

    expect(await api.cis.delete(`${base}/${host.id}`, { 'if-match': '*' })).toMatchObject({
      status: 409,
      body: { code: 'configuration-item/in-use' },
    });
    expect((await api.viewer.get(`/v1/items/${db.id}`)).body.relations.dependencies).toMatchObject([{ target: host.id }]);
  });

  it('T7 the deletion of a CI also removes a relation of the CI that is added during the deletion', async () => {
    const api = itemsApi();
    const [db, host] = [await api.ci(), await api.ci()];
    let raced = false;
    api.records.before = async (operation) => {
      if (operation !== 'commit' || raced) return;
      raced = true;
      await api.cis.put(`${base}/${host.id}/relations/runs-on/${db.id}`);
    };

    expect((await api.cis.delete(`${base}/${host.id}`, { 'if-match': '*' })).status).toBe(204);

    expect((await api.viewer.get(`/v1/items/${db.id}`)).body.relations.dependants).toEqual([]);
  });

  it('I4 relations are listed in pages', async () => {
    const { cis, viewer, ci } = itemsApi();
    const [hub, one, two, three] = [await ci(), await ci(), await ci(), await ci()];
    await cis.put(`${base}/${hub.id}/relations/runs-on/${three.id}`);
    for (const { id } of [one, two]) await cis.put(`${base}/${id}/relations/member-of/${hub.id}`);
    const path = `${base}/${hub.id}/relations?limit=2`;

    const first = (await viewer.get(path)).body;
    const second = (await viewer.get(`${path}&cursor=${first.nextCursor}`)).body;

    expect(first.items).toHaveLength(2);
    expect(second.items).toHaveLength(1);
    expect(second).not.toHaveProperty('nextCursor');
  });
});
