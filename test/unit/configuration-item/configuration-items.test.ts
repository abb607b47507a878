import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const once = { 'if-none-match': '*' };
const hostname = (value: string) => ({ scheme: 'hostname', value });

describe('configuration items', () => {
  it('C1 a CI can be registered with only a name and a class', async () => {
    const { cis, eventsOf } = itemsApi();

    const { status, headers, body } = await cis.post('/v1/configuration-items', { name: 'orders-db-1', class: 'database' });

    expect(status).toBe(201);
    expect(headers).toMatchObject({ etag: '"1"', location: `/v1/configuration-items/${body.id}` });
    expect(body).toMatchObject({ stage: 'proposed', criticality: 'moderate', aliases: [], labels: {} });
    expect(body).not.toHaveProperty('environment');
    expect(await eventsOf(body.id)).toEqual([{ name: 'ConfigurationItemRegistered', actor: `person:${cis.caller.id}`, body: {} }]);
  });

  it('C1 taking an asset under configuration management keeps its id and history', async () => {
    const { cis, viewer, asset, eventsOf } = itemsApi();
    const { id } = await asset({ assetTag: 'S-1' });
    const path = `/v1/configuration-items/${id}`;
    const body = { name: 'orders-db-1', class: 'server' };

    expect((await cis.put(path, body)).status).toBe(428);
    const taken = await cis.put(path, body, once);

    expect(taken).toMatchObject({ status: 201, headers: { etag: '"1"', location: path }, body: { id, stage: 'proposed' } });
    expect(await cis.put('/v1/configuration-items/S-1', body, once)).toMatchObject({
      status: 412,
      body: { code: 'configuration-item/exists' },
    });
    expect((await viewer.get(`/v1/items/${id}`)).body).toMatchObject({ asset: { assetTag: 'S-1' }, ci: { name: 'orders-db-1' } });
    expect((await eventsOf(id)).map(({ name }) => name)).toEqual(['AssetRegistered', 'ConfigurationItemRegistered']);
    expect((await cis.put('/v1/configuration-items/unknown', body, once)).status).toBe(404);
  });

  it('C1 each facet has its own version', async () => {
    const { cis, assets, viewer, asset } = itemsApi();
    const { id } = await asset();
    await cis.put(`/v1/configuration-items/${id}`, { name: 'x', class: 'server' }, once);

    await assets.patch(`/v1/assets/${id}`, { name: 'y' });

    expect((await viewer.get(`/v1/items/${id}`)).body).toMatchObject({ asset: { version: 2 }, ci: { version: 1 } });
    expect((await viewer.get(`/v1/configuration-items/${id}`)).headers.etag).toBe('"1"');
  });

  it('C4 the stage is set at registration and cannot be patched', async () => {
    const { cis, ci } = itemsApi();
    const { id, stage } = await ci({ stage: 'live' });

    expect(stage).toBe('live');
    expect((await cis.patch(`/v1/configuration-items/${id}`, { stage: 'retiring' })).status).toBe(400);
    expect((await cis.patch(`/v1/configuration-items/${id}`, { name: 'x' })).body).toMatchObject({ name: 'x', stage: 'live' });
  });

  it('I2 a merge patch adds and removes single labels', async () => {
    const { cis, ci } = itemsApi();
    const { id } = await ci({ labels: { app: 'orders', tier: 'db' } });

    const { body } = await cis.patch(`/v1/configuration-items/${id}`, { labels: { tier: null, zone: 'a' } });

    expect(body.labels).toEqual({ app: 'orders', zone: 'a' });
  });

  it('T3 an alias belongs to one CI; a host is compared without regard to case, other schemes exactly', async () => {
    const { cis, ci } = itemsApi();
    await ci({ aliases: [hostname('db-1')] });

    const taken = await cis.post('/v1/configuration-items', { name: 'x', class: 'server', aliases: [hostname('db-1')] });

    expect(taken).toMatchObject({ status: 409, body: { code: 'configuration-item/alias-taken' } });
    expect(await cis.post('/v1/configuration-items', { name: 'x', class: 'server', aliases: [hostname('DB-1')] })).toMatchObject({
      status: 409,
    });
    const pods = ['db-1', 'DB-1'].map((value) => ({ scheme: 'pod', value }));
    expect((await ci({ aliases: pods })).aliases).toEqual(pods);
    expect(
      (await cis.post('/v1/configuration-items', { name: 'x', class: 'server', aliases: [hostname('a'), hostname('a')] })).status,
    ).toBe(400);
  });

  it('W1 an alias keeps the instant at which it was added when another field is patched', async () => {
    const { cis, ci, world, clock } = itemsApi();
    const { id, updatedAt } = await ci({ aliases: [hostname('old')] });

    clock.advance(60_000);
    await cis.patch(`/v1/configuration-items/${id}`, { name: 'x' });
    await cis.patch(`/v1/configuration-items/${id}`, { aliases: [hostname('old'), hostname('new')] });

    const found = await world.references.aliases([hostname('old'), hostname('new')]);
    expect(found.map(({ value, addedAt }) => [value, addedAt])).toEqual([
      ['old', updatedAt],
      ['new', clock.now()],
    ]);
  });

  it('T3 two simultaneous requests that add the same alias to the same CI both succeed', async () => {
    const api = itemsApi();
    const { id } = await api.ci();
    const take = () => api.cis.patch(`/v1/configuration-items/${id}`, { aliases: [hostname('shared')] });
    let raced: ReturnType<typeof take> | undefined;
    api.records.before = async (operation) => {
      if (operation !== 'commit' || raced) return;
      raced = take();
      await raced;
    };

    const second = await take();

    expect([(await raced)?.status, second.status, second.body.version]).toEqual([200, 200, 2]);
  });

  it('I7 the owner team and the contact groups are stored by id', async () => {
    const { admin, cis, team } = itemsApi();
    const blue = await team('Blue');
    const group = (await admin.post('/v1/contact-groups', { name: 'On call' })).body.id;

    const { body } = await cis.post('/v1/configuration-items', {
      name: 'x',
      class: 'service',
      ownerTeam: 'Blue',
      contactGroups: [{ group: 'on call', role: 'on-call' }],
    });

    expect(body).toMatchObject({ ownerTeam: blue, contactGroups: [{ group, role: 'on-call' }] });
    const refused = await cis.post('/v1/configuration-items', { name: 'x', class: 'service', contactGroups: [{ group: 'no', role: 'x' }] });
    expect(refused.body).toMatchObject({ code: 'contact-group/unknown', errors: [{ pointer: '/contactGroups/0/group' }] });
  });

  it('I7 a CI whose references were deleted can still be patched', async () => {
    const { cis, ci, team, world } = itemsApi();
    const blue = await team('Blue');
    const { id } = await ci({ ownerTeam: blue });
    // A team in use cannot be deleted by the API.
    await world.store.commit(world.teams.remove(await world.teams.get(blue), world.clock.now()));

    expect((await cis.patch(`/v1/configuration-items/${id}`, { name: 'x' })).status).toBe(200);
  });

  it('X2 members of the owner team may change labels, contacts and schedule, and nothing else', async () => {
    const { member, viewer, ci, team } = itemsApi();
    const [blue, green] = [await team('Blue'), await team('Green')];
    const { id } = await ci({ ownerTeam: blue });
    const path = `/v1/configuration-items/${id}`;
    const owner = member(green, blue);
    const codeOf = async (answer: ReturnType<typeof owner.get>) => [(await answer).status, (await answer).body.code];

    expect((await owner.patch(path, { labels: { a: 'b' }, contactGroups: [], patchSchedule: 'weekly' })).status).toBe(200);
    expect(await codeOf(owner.patch(path, { labels: {}, name: 'x' }))).toEqual([403, 'access/not-owner']);
    expect(await codeOf(member(green).patch(path, { labels: {} }))).toEqual([403, 'access/not-owner']);
    expect(await codeOf(viewer.patch(path, { labels: {} }))).toEqual([403, 'access/not-owner']);
  });

  it('X2 writing requires the role configuration-manager', async () => {
    const { assets, ci } = itemsApi();
    const { id } = await ci();
    const other = await ci();
    const relation = `/v1/configuration-items/${id}/relations/runs-on/${other.id}`;

    const answers = [
      await assets.post('/v1/configuration-items', { name: 'x', class: 'server' }),
      await assets.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' }),
      await assets.put(relation),
      await assets.delete(relation),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  it('I4 each filter restricts the list, alone and combined', async () => {
    const { viewer, ci, team } = itemsApi();
    await team('Blue');
    const one = await ci({ environment: 'production', criticality: 'high', ownerTeam: 'Blue', labels: { app: 'orders', tier: '' } });
    const two = await ci({ class: 'server', stage: 'live', labels: { app: 'billing' } });
    const three = await ci({ class: 'server', environment: 'production' });
    const found = async (query: string) =>
      (await viewer.get(`/v1/configuration-items?${query}`)).body.items.map(({ id }: { id: string }) => id);

    expect(await found('')).toEqual([one.id, two.id, three.id]);
    expect(await found('class=server')).toEqual([two.id, three.id]);
    expect(await found('class=server&environment=production')).toEqual([three.id]);
    expect(await found('criticality=high')).toEqual([one.id]);
    expect(await found('stage=live')).toEqual([two.id]);
    expect(await found('ownerTeam=Blue')).toEqual([one.id]);
    expect((await viewer.get('/v1/configuration-items?ownerTeam=Green')).body.code).toBe('team/unknown');
    expect(await found('label=app')).toEqual([one.id, two.id]);
    expect(await found('label=app%3Dorders')).toEqual([one.id]);
    expect(await found('label=tier%3D')).toEqual([one.id]);
  });
});
