import { describe, expect, it } from '@jest/globals';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';
import { itemsApi } from '../../support/items-api.ts';

const today = '2026-11-24';
const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];

/** A pool of three kiosks, of which two must work. */
const lobby = async () => {
  const api = itemsApi();
  const kiosks: string[] = [];
  for (const n of [1, 2, 3]) kiosks.push((await api.asset({ name: `kiosk ${n}`, assetTag: `K-${n}`, status: 'in-use' })).id);
  const { body: pool, ...created } = await api.assets.post('/v1/pools', {
    name: 'lobby',
    minimumWorking: 2,
    members: ['K-1', 'K-2', 'K-3'],
  });
  const step = (kiosk: string, to: string, more: object = {}) =>
    api.assets.post(`/v1/assets/${kiosk}/transition`, { to, date: today, ...more });
  const breaks = (kiosk: string) => api.assets.post(`/v1/assets/${kiosk}/condition`, { condition: 'broken', date: today });
  const read = async () => (await api.viewer.get(`/v1/pools/${pool.id}`)).body;
  const falls = async () => (await api.world.events.of({ type: 'pool', id: pool.id })).filter(({ name }) => name === 'PoolBelowMinimum');
  return { ...api, kiosks, pool, created, step, breaks, read, falls };
};

describe('pools of assets', () => {
  it('A6 a pool counts its working members, and lists them', async () => {
    const { kiosks, pool, created, viewer, read, breaks } = await lobby();

    expect(created.status).toBe(201);
    expect(pool).toMatchObject({ name: 'lobby', size: 3, working: 3, belowMinimum: false, members: kiosks });
    await breaks('K-1');
    expect(await read()).toMatchObject({ size: 3, working: 2, belowMinimum: false });
    const listed = (await viewer.get(`/v1/assets?pool=${pool.id}`)).body.items;
    expect(listed.map(({ id }: { id: string }) => id)).toEqual(kiosks);
    expect((await viewer.get('/v1/pools')).body.items[0]).toMatchObject({ id: pool.id, working: 2, belowMinimum: false });
  });

  it('A6 A7 a desktop breaks, is disposed of without any change review, its status is updated, and its pool still serves', async () => {
    const { step, breaks, read, falls, assets } = await lobby();

    await breaks('K-1');
    const disposed = await step('K-1', 'disposed', { method: 'scrapped' });

    expect([disposed.status, (await assets.get('/v1/assets/K-1')).body.status]).toEqual([200, 'disposed']);
    expect(await read()).toMatchObject({ size: 2, working: 2, belowMinimum: false });
    expect(await falls()).toEqual([]);
  });

  it('A6 losing a member needs no change, and the fall below the minimum is an event, once', async () => {
    const { step, breaks, read, falls } = await lobby();

    await breaks('K-1');
    const answers = [await step('K-2', 'stolen'), await step('K-3', 'in-repair')];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await read()).toMatchObject({ working: 0, belowMinimum: true });
    expect((await falls()).map(({ body }) => body)).toEqual([{ working: 1, minimumWorking: 2 }]);
    await step('K-2', 'in-use');
    await step('K-3', 'in-use', { condition: 'working' });
    expect(await read()).toMatchObject({ working: 2, belowMinimum: false });
  });

  it.each([
    ['retired', {}],
    ['disposed', { method: 'sold' }],
  ])('A6 a working member below the minimum is not %s without a change', async (to, more) => {
    const { step, breaks, read, assets, pool } = await lobby();
    await step('K-3', 'in-stock');
    await breaks('K-1');

    const refused = [await step('K-3', to, more), await assets.delete(`/v1/pools/${pool.id}/members/K-3`)];

    expect(refused.map(codeOf)).toEqual([
      [409, 'pool/change-required'],
      [409, 'pool/change-required'],
    ]);
    expect((await assets.get('/v1/assets/K-3')).body.status).toBe('in-stock');
    expect(await read()).toMatchObject({ size: 3, working: 2 });
    // What is broken serves nobody, so it may go.
    expect((await assets.delete(`/v1/pools/${pool.id}/members/K-1`)).status).toBe(200);
  });

  it('A6 a return in a bad condition counts for the pool', async () => {
    const { assets, kiosks, read } = await lobby();
    const { body: out } = await assets.post(`/v1/assets/${kiosks[0]}/assignments`, { location: 'Lobby' });

    await assets.post(`/v1/assets/${kiosks[0]}/assignments/${out.id}/return`, { condition: 'broken' });

    expect(await read()).toMatchObject({ working: 2 });
  });

  it('A6 members come and go, each once, and a pool that is deleted leaves its members', async () => {
    const { assets, asset, pool, kiosks, read } = await lobby();
    const { id } = await asset({ assetTag: 'K-4' });

    await assets.put(`/v1/pools/${pool.id}/members/K-4`);
    await assets.put(`/v1/pools/${pool.id}/members/${id}`);

    expect(await read()).toMatchObject({ size: 4, working: 4 });
    expect((await assets.delete(`/v1/pools/${pool.id}/members/K-4`)).body).toMatchObject({ size: 3, members: kiosks });
    expect(codeOf(await assets.delete(`/v1/pools/${pool.id}/members/K-4`))).toEqual([404, 'pool-member/not-found']);
    expect((await assets.delete(`/v1/pools/${pool.id}`, { 'if-match': '*' })).status).toBe(204);
    expect((await assets.get('/v1/assets/K-1')).body.pools).toEqual([]);
  });

  it('A6 many members that break at once are all counted', async () => {
    const { breaks, read, falls } = await lobby();

    const answers = await Promise.all(['K-1', 'K-2', 'K-3'].map(breaks));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await read()).toMatchObject({ working: 0, belowMinimum: true });
    expect(await falls()).toHaveLength(1);
  });

  it('A6 bad input is refused and makes no pool', async () => {
    const { assets, viewer, asset } = itemsApi();
    await asset({ assetTag: 'K-1' });

    const refused = [
      await assets.post('/v1/pools', { name: 'x', minimumWorking: -1 }),
      await assets.post('/v1/pools', { name: 'x', minimumWorking: 1, members: ['K-1', 'nobody'] }),
      await assets.post('/v1/pools', { name: 'x', minimumWorking: 1, service: 'nothing' }),
      await viewer.post('/v1/pools', { name: 'x', minimumWorking: 1 }),
    ];

    expect(refused.map(({ status, body }) => [status, body.errors?.[0]?.pointer])).toEqual([
      [400, '/minimumWorking'],
      [400, '/members/1'],
      [400, '/service'],
      [403, undefined],
    ]);
    expect((await viewer.get('/v1/pools')).body.items).toEqual([]);
  });
});

describe('a pool whose member is withdrawn under a change', () => {
  /** A pool of one server, which an approved change covers that is being implemented. */
  const covered = async () => {
    const desk = await changeDesk();
    const change = await desk.implementing();
    const api = await deskApi(desk);
    const manager = api.as('asset-manager');
    const item = change.items[0] ?? '';
    await manager.put(`/v1/assets/${item}`, { name: 'db', kind: 'hardware' }, { 'if-none-match': '*' });
    const { body: other } = await manager.post('/v1/assets', { name: 'other', kind: 'hardware' });
    const { body: pool } = await manager.post('/v1/pools', { name: 'databases', minimumWorking: 2, members: [item, other.id] });
    return { api, change, manager, item, other, pool };
  };

  it('A6 falls below its minimum if the change names the member, and not under another', async () => {
    const { change, manager, item, other, pool } = await covered();

    const foreign = await manager.delete(`/v1/pools/${pool.id}/members/${other.id}?change=${change.number}`);
    const allowed = await manager.delete(`/v1/pools/${pool.id}/members/${item}?change=${change.number}`);

    expect(codeOf(foreign)).toEqual([409, 'change/not-covering']);
    expect([allowed.status, allowed.body.working, allowed.body.belowMinimum]).toEqual([200, 1, true]);
  });

  it('A6 does not fall below its minimum under a change that is unknown, or that ends at the same moment', async () => {
    const { api, change, manager, item, pool } = await covered();
    const withdraw = (reference: string) => manager.delete(`/v1/pools/${pool.id}/members/${item}?change=${reference}`);
    let isFinished = false;
    api.records.before = async (operation) => {
      if (operation !== 'commit' || isFinished) return;
      isFinished = true;
      await finishChange(api.world)(
        change.id,
        { outcome: 'successful' },
        { kind: 'person', id: change.implementer ?? '', roles: [], teams: [] },
      );
    };

    const raced = await withdraw(change.number);

    expect(isFinished).toBe(true);
    expect([codeOf(raced), codeOf(await withdraw('CHG-999999'))]).toEqual([
      [409, 'change/not-covering'],
      [409, 'change/not-covering'],
    ]);
    expect((await manager.get(`/v1/pools/${pool.id}`)).body).toMatchObject({ working: 2 });
  });
});
