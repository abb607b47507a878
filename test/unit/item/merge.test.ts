import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../shared/domain/errors.ts';
import type { Write } from '../../../shared/domain/store.ts';
import { itemsApi } from '../../support/items-api.ts';
import { licenseApi } from '../../support/licenses.ts';
import { alias, mergeDirections, tag, twoRegistrations } from '../../support/merges.ts';

const any = { 'if-match': '*' };
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
    const { api, merge, dependant, child } = await twoRegistrations();
    const { kept, other } = await merge(direction);
    const ids = async (path: string, field = 'id') =>
      (await api.viewer.get(path)).body.items.map((one: Record<string, unknown>) => one[field]);

    expect(await ids('/v1/items?q=db')).toEqual([kept]);
    expect(await ids('/v1/items?q=d')).toEqual(expect.arrayContaining([kept]));
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
    expect((await api.viewer.get(`/v1/assets/${child}`)).body).toMatchObject({ partOfName: 'db-1' });
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
    for (const id of [kept, other]) expect((await api.assets.get(`/v1/assets/${id}/costs`)).body.items).toHaveLength(2);
  });

  it('C6 keep both histories, the merge is a version of each facet with actor and reason, and verification finds nothing', async () => {
    const { api, merge, asset, ci } = await twoRegistrations();
    const between = api.clock.now();
    api.clock.advance(60_000);
    const { kept, other } = await merge(direction);
    api.clock.advance(60_000);
    await api.cis.patch(`/v1/configuration-items/${other}`, { criticality: 'high' });

    const histories = await Promise.all(
      [kept, other].map(async (id) => (await api.as('auditor').get(`/v1/items/${id}/history?limit=200`)).body.items),
    );

    expect(histories[1]).toEqual(histories[0]);
    const merged = histories[0].filter(({ reason }: { reason?: string }) => reason === `asset ${asset} and CI ${ci} were merged`);
    expect(merged.map(({ facet, actor }: { facet: string; actor: string }) => [facet, actor.startsWith('person:')])).toEqual([
      ['asset', true],
      ['ci', true],
    ]);
    expect(histories[0].map(({ facet }: { facet: string }) => facet)).toEqual(['asset', 'ci', 'relations', 'asset', 'ci', 'ci']);
    const past = (await api.viewer.get(`/v1/items/${kept}?at=${between}`)).body;
    expect(past).toMatchObject({ id: kept, asset: { id: kept, assetTag: tag }, ci: { id: kept, name: 'db-1' } });
    expect(past.relations.dependants).toHaveLength(1);
    for (const id of [kept, other])
      expect((await api.viewer.get(`/v1/items/${id}/verification`)).body).toEqual({ valid: true, versions: 6, problems: [] });
    const { differences } = (await api.viewer.get(`/v1/items/${other}/history/difference?from=${between}`)).body ?? {};
    if (differences) expect(differences).toContainEqual(expect.objectContaining({ path: '/criticality' }));
  });

  it('the merge again changes nothing, in either direction, and neither item is merged with a third', async () => {
    const { api, merge, dependant } = await twoRegistrations();
    const { kept, other, answer } = await merge(direction);
    const rows = api.records.all().filter(({ type }) => type !== 'Idempotency');

    expect(await api.cis.post(`/v1/items/${kept}/merge`, { item: other })).toMatchObject({ status: 200, body: answer.body });
    expect(await api.cis.post(`/v1/items/${other}/merge`, { item: kept })).toMatchObject({ status: 200, body: answer.body });
    expect(api.records.all().filter(({ type }) => type !== 'Idempotency')).toEqual(rows);
    for (const id of [kept, other]) {
      const refused = await api.cis.post(`/v1/items/${id}/merge`, { item: dependant });
      expect([refused.status, refused.body.code]).toEqual([409, 'item/already-merged']);
      const refusedToo = await api.cis.post(`/v1/items/${dependant}/merge`, { item: id });
      expect([refusedToo.status, refusedToo.body.code]).toEqual([409, 'item/already-merged']);
    }
  });

  it('C4 a CI facet that was deleted leaves one item with its asset, which can be taken under management again', async () => {
    const { api, merge, dependant } = await twoRegistrations();
    const { kept, other } = await merge(direction);
    const inUse = await api.cis.delete(`/v1/configuration-items/${other}`, any);
    expect([inUse.status, inUse.body.code]).toEqual([409, 'configuration-item/in-use']);
    await api.cis.delete(`/v1/configuration-items/${dependant}/relations/depends-on/${kept}`);

    expect((await api.cis.delete(`/v1/configuration-items/${other}`, any)).status).toBe(204);

    for (const id of [kept, other]) {
      const { body } = await api.viewer.get(`/v1/items/${id}`);
      expect([body.id, body.asset.id, body.ci]).toEqual([kept, kept, undefined]);
      expect((await api.viewer.get(`/v1/configuration-items/${id}`)).status).toBe(404);
      expect((await api.viewer.get(`/v1/items/${id}/verification`)).body).toMatchObject({ valid: true });
    }
    expect(await api.cis.put(`/v1/configuration-items/${kept}`, { name: 'db-2', class: 'database' }, once)).toMatchObject({
      status: 201,
      body: { id: kept, name: 'db-2' },
    });
    for (const id of [kept, other]) {
      expect((await api.viewer.get(`/v1/items/${id}`)).body).toMatchObject({
        id: kept,
        asset: { id: kept },
        ci: { id: kept, name: 'db-2' },
      });
      expect((await api.viewer.get(`/v1/items/${id}/verification`)).body).toMatchObject({ valid: true });
    }
  });

  it('A2 A5 seats and holders of either registration follow, and its seats are freed when the asset is disposed of', async () => {
    const licenses = licenseApi();
    const { api, ids, merge } = await twoRegistrations(licenses);
    const { kept, other } = ids(direction);
    const license = await licenses.license(5);
    const screens = [await api.asset({ name: 'screen 1' }), await api.asset({ name: 'screen 2' })];
    for (const [place, item] of [kept, other].entries()) {
      expect((await licenses.seat(license, { item })).status).toBe(201);
      expect((await api.assets.post(`/v1/assets/${screens[place].id}/assignments`, { item })).status).toBe(201);
    }

    await merge(direction);

    const held = async (id: string) =>
      (await api.viewer.get(`/v1/assets?assignedTo=${id}`)).body.items.map((one: { id: string }) => one.id);
    for (const id of [kept, other]) expect(await held(id)).toEqual(screens.map(({ id: screen }) => screen));
    const step = { to: 'disposed', date: '2026-11-24', method: 'scrapped', reason: 'test' };
    expect((await api.assets.post(`/v1/assets/${other}/transition`, step)).status).toBe(200);
    expect((await licenses.seats(license)).items).toEqual([]);
  });

  it('A4 A3 costs, facts and books of the asset stay as they were', async () => {
    const { api, merge, asset } = await twoRegistrations();
    const cost = { kind: 'maintenance', amount: { amount: '10.00', currency: 'EUR' }, date: '2026-11-20' };
    await api.assets.post(`/v1/assets/${asset}/costs`, cost);
    const owned = async (id: string) => (await api.assets.get(`/v1/assets/${id}/cost-of-ownership?from=2026-01-01&to=2026-12-31`)).body;
    const before = await owned(asset);

    const { kept, other } = await merge(direction);

    for (const id of [kept, other]) expect((await owned(id)).total).toEqual(before.total);
    expect(before.total).toBeDefined();
  });
});

describe('a merge is refused', () => {
  const refusal = async (
    prepare: (scene: Awaited<ReturnType<typeof twoRegistrations>>) => Promise<readonly [path: string, item: string]>,
  ) => {
    const scene = await twoRegistrations();
    const [path, item] = await prepare(scene);
    const before = scene.api.records.all().filter(({ type }) => type !== 'Idempotency').length;
    const { status, body } = await scene.api.cis.post(`/v1/items/${path}/merge`, { item });
    expect(scene.api.records.all().filter(({ type }) => type !== 'Idempotency')).toHaveLength(before);
    return `${status} ${body.code === 'request/invalid' ? body.errors[0].code : body.code}`;
  };

  it.each([
    ['400 item/merge-with-itself', async ({ asset }) => [asset, tag]],
    ['404 item/not-found', async ({ asset }) => ['hostname=nobody', asset]],
    ['400 item/unknown', async ({ asset }) => [asset, 'hostname=nobody']],
    ['409 item/two-assets', async ({ asset, child }) => [asset, child]],
    ['409 item/two-configuration-items', async ({ ci, host }) => [ci, host]],
    [
      '409 item/both-facets',
      async ({ api, asset, ci }) => {
        await api.cis.put(`/v1/configuration-items/${asset}`, { name: 'x', class: 'server' }, once);
        return [ci, asset];
      },
    ],
    ['409 asset/not-for-class', async ({ api, asset }) => [asset, (await api.ci({ name: 'shop.example', class: 'certificate' })).id]],
    [
      '409 asset/voided',
      async ({ api, asset, ci }) => {
        await api.assets.post(`/v1/assets/${asset}/void`, { reason: 'twice' });
        return [ci, asset];
      },
    ],
    [
      '409 asset/ci-in-service',
      async ({ api, asset }) => {
        await api.assets.post(`/v1/assets/${asset}/transition`, { to: 'disposed', date: '2026-11-24', method: 'scrapped', reason: 'test' });
        return [asset, (await api.ci({ name: 'live', class: 'server', stage: 'live', evidence: 'existing' })).id];
      },
    ],
    [
      '409 item/refers-to-itself',
      async ({ api, asset, ci }) => {
        await api.assets.patch(`/v1/assets/${asset}`, { partOf: ci });
        return [ci, asset];
      },
    ],
    [
      '409 item/refers-to-itself',
      async ({ api, asset, ci }) => {
        await api.assets.post(`/v1/assets/${asset}/assignments`, { item: ci });
        return [asset, ci];
      },
    ],
  ] satisfies [string, Parameters<typeof refusal>[0]][])('C1 %s', async (expected, prepare) => {
    expect(await refusal(prepare)).toBe(expected);
  });
});

it.each([
  ['before it is stored', false],
  ['after it is stored', true],
])('C1 a merge whose request fails %s is merged by the next request, once', async (_, isStored) => {
  const api = itemsApi();
  const { merge, asset, ci } = await twoRegistrations(api);
  const rows = () => api.records.all().filter(({ type }) => type !== 'Idempotency');
  const before = rows();
  const { commit } = api.world.store;
  api.world.store.commit = async (writes: readonly Write[]) => {
    if (isStored) await commit(writes);
    throw new DomainError('busy', 'store/busy', 'the store is away');
  };
  expect((await merge('asset stays')).answer.status).toBe(503);
  api.world.store.commit = commit;
  const after = rows();
  expect(after.length > before.length).toBe(isStored);

  expect((await merge('asset stays')).answer.body).toMatchObject({ id: asset, asset: { version: 2 }, ci: { name: 'db-1', version: 2 } });
  if (isStored) expect(rows()).toEqual(after);
  expect((await api.viewer.get(`/v1/items/${ci}`)).body.id).toBe(asset);
});

it('C1 of two merges at the same moment one wins, and the other is refused', async () => {
  const api = itemsApi();
  const { asset, ci, host } = await twoRegistrations(api);

  const answers = await Promise.all([
    api.cis.post(`/v1/items/${asset}/merge`, { item: ci }),
    api.cis.post(`/v1/items/${asset}/merge`, { item: host }),
  ]);

  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('item/already-merged');
});
