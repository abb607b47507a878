import { describe, expect, it } from '@jest/globals';
import type { ApiCaller } from '../../support/api.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';
import { byTest } from '../../support/items.ts';
import { aMonitor } from '../../support/monitors.ts';

/** A change in its window, with an episode of the monitor `production` that is held under it. */
const inWindow = async () => {
  const desk = await changeDesk();
  const change = await desk.implementing({ title: 'Upgrade PostgreSQL', items: [desk.database, desk.server] });
  const { world } = desk;
  const [window, at] = [change.windowId ?? '', desk.clock.now()];
  const monitor = aMonitor({ id: world.ids.next(), name: 'production' });
  const episode = {
    ...{ id: world.ids.next(), version: 1, monitor: monitor.id, fingerprint: 'f', state: 'held' as const, open: true },
    ...{ labels: { alertname: 'HostDown' }, annotations: {}, items: [{ id: desk.database }], windows: [window] },
    ...{ changes: [{ id: change.id, number: change.number }], startsAt: at, receivedAt: at, lastReceivedAt: at },
    ...{ repeats: 0, stale: 0, remindedFor: [], deliveries: 0 },
  };
  await world.store.commit([
    ...world.monitors.save(monitor),
    world.episodes.save(episode as never),
    world.episodes.saveHold({ window, episode: episode.id, monitor: monitor.id, held: true, since: at, version: 1 }),
  ]);
  const api = await deskApi(desk);
  return { ...api, desk, change, window, monitor, viewer: api.as('viewer') };
};

/** The answer to a GET request, and how many requests to the table it took. */
const read = async (caller: ApiCaller, path: string, usage: { readonly requests: number }) => {
  const before = usage.requests;
  const { body } = await caller.get(path);
  return { body, requests: usage.requests - before };
};

const database = { name: 'orders-db-1' };
const server = { name: 'web-1' };

describe('names beside ids', () => {
  it('I1 a relation has the names of both ends, and the name of the other end as `name`', async () => {
    const { desk, as, viewer } = await inWindow();
    const path = `/v1/configuration-items/${desk.server}/relations`;
    const relation = { type: 'depends-on', source: desk.server, target: desk.database, sourceName: 'web-1', targetName: 'orders-db-1' };

    await as('change-manager').put('/v1/classes/server?breakGlass=test', { changeControl: 'off' });
    const added = await as('configuration-manager').put(`${path}/depends-on/${desk.database}`);

    expect(added.body).toEqual({ ...relation, ...database });
    expect((await viewer.get(path)).body.items).toEqual([{ ...relation, ...database }]);
    expect((await viewer.get(`/v1/items/${desk.server}`)).body.relations.dependencies).toEqual([{ ...relation, ...database }]);
    expect((await viewer.get(`/v1/items/${desk.database}`)).body.relations.dependants).toEqual([{ ...relation, ...server }]);
  });

  it('I1 T7 an item with many relations names all of them, a hundred with each request, and so does the list', async () => {
    const { desk, as, viewer, records } = await inWindow();
    const [cis, hub] = [as('configuration-manager'), desk.database];
    for (let n = 0; n < 130; n += 1)
      await cis.post('/v1/configuration-items', {
        name: `app-${n}`,
        class: 'application',
        relations: [{ type: 'depends-on', target: hub }],
      });

    const { body, requests } = await read(viewer, `/v1/items/${hub}`, records.usage);
    const few = await read(viewer, `/v1/items/${desk.server}`, records.usage);
    const { items } = (await viewer.get(`/v1/configuration-items/${hub}/relations?limit=200`)).body;

    const names = (relations: readonly { name?: string }[]) => relations.filter(({ name }) => name !== undefined).length;
    expect([body.relations.dependants.length, names(body.relations.dependants)]).toEqual([130, 130]);
    expect([items.length, names(items)]).toEqual([130, 130]);
    // Two more for the names, and one for the second row of the hub's relations.
    expect(requests).toBe(few.requests + 3);
  });

  it('I1 a window has the title of its change and the names of its CIs, in every answer', async () => {
    const { desk, change, window, viewer, asCaller } = await inWindow();
    const named = {
      ...{ change: change.id, number: change.number, title: 'Upgrade PostgreSQL', items: [desk.database, desk.server] },
      itemNames: [
        { item: desk.database, ...database },
        { item: desk.server, ...server },
      ],
    };

    expect((await viewer.get(`/v1/windows/${window}`)).body).toMatchObject(named);
    expect((await viewer.get('/v1/windows')).body.items).toMatchObject([named]);
    expect((await viewer.get(`/v1/items/${desk.database}`)).body.windows.current).toMatchObject(named);
    expect((await asCaller(desk.ian).post(`/v1/windows/${window}/end`, { reason: 'Done.' })).body).toMatchObject(named);
  });

  it('I1 the reasons of a decision have number and title of the change, with one more request for all of them', async () => {
    const { desk, change, viewer, records } = await inWindow();
    const reason = { change: change.id, number: change.number, title: 'Upgrade PostgreSQL' };

    const one = await read(viewer, `/v1/suppression?ci=${desk.database}`, records.usage);
    const before = records.usage.requests;
    const both = await viewer.post('/v1/suppression/evaluate', { alerts: [{ ci: desk.database }, { ci: desk.server }] });
    const requests = records.usage.requests - before;

    expect(one.body.reasons).toMatchObject([reason]);
    expect(both.body.results.map(({ reasons }: { reasons: unknown }) => reasons)).toMatchObject([[reason], [reason]]);
    expect(requests).toBe(one.requests + 1);
  });

  it('I1 an episode has the names of its monitor, CIs and changes, and a tally the name of the monitor and the labels', async () => {
    const { desk, change, monitor, viewer } = await inWindow();
    const named = {
      ...{ monitor: monitor.id, monitorName: 'production', items: [desk.database], changes: [change.id] },
      itemNames: [{ item: desk.database, ...database }],
      changeNames: [{ change: change.id, number: change.number, title: 'Upgrade PostgreSQL' }],
    };

    expect((await viewer.get('/v1/episodes')).body.items).toMatchObject([named]);
    expect((await viewer.get(`/v1/monitors/${monitor.id}/episodes`)).body.items).toMatchObject([named]);
    expect((await viewer.get(`/v1/changes/${change.id}/alerts`)).body.items).toMatchObject([
      { monitor: monitor.id, name: 'production', labels: { alertname: 'HostDown' } },
    ]);
  });

  it('I1 pending approvals name requester, implementer and items, and approvals name the people', async () => {
    const desk = await changeDesk();
    const change = await desk.awaiting({ items: [desk.server] });
    await desk.vote(change, desk.abe, 'abstain');
    const { as, asCaller } = await deskApi(desk);

    const pending = (await asCaller(desk.anna).get('/v1/approvals')).body.items;
    const approvals = (await as('viewer').get(`/v1/changes/${change.id}/approvals`)).body;

    expect(pending).toMatchObject([
      {
        ...{ id: change.id, number: change.number, requester: desk.rita.id, requesterName: 'Rita', implementerName: 'Ian' },
        itemNames: [{ item: desk.server, ...server }],
      },
    ]);
    expect(approvals.items).toMatchObject([{ person: desk.abe.id, name: 'Abe', decision: 'abstain' }]);
    expect(approvals.groups[0]).toMatchObject({
      name: 'approvers',
      eligible: [desk.anna.id, desk.abe.id, desk.ada.id],
      eligibleNames: [
        { person: desk.anna.id, name: 'Anna' },
        { person: desk.abe.id, name: 'Abe' },
        { person: desk.ada.id, name: 'Ada' },
      ],
    });
  });

  it('I1 an id whose resource is gone is answered without a name', async () => {
    const { desk, world, viewer, window } = await inWindow();
    const [ci] = await world.configurationItems.findMany([desk.server]);
    if (ci) await world.store.commit(world.configurationItems.remove(ci, byTest, ci.updatedAt));

    const { body } = await viewer.get(`/v1/windows/${window}`);

    expect([body.items, body.itemNames]).toEqual([[desk.database, desk.server], [{ item: desk.database, ...database }]]);
  });
});
