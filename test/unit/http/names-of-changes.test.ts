import { describe, expect, it } from '@jest/globals';
import { showChanges } from '../../../shared/application/change/show-changes.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import { DomainError } from '../../../shared/domain/errors.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { byTest } from '../../support/items.ts';
import { relate } from '../../support/related.ts';

const [database, server] = [{ name: 'orders-db-1' }, { name: 'web-1' }];

describe('changes', () => {
  it('I1 a change names its people, items, pinned approvers and conflicts, in the list and by itself', async () => {
    const desk = await changeDesk();
    const other = await desk.scheduled({ title: 'Replace disks', items: [desk.database] });
    const change = await desk.request({ items: [desk.database, desk.server], onBehalfOf: desk.max.id, submit: false });
    const conflict = {
      kind: 'same-ci' as const,
      change: other.id,
      number: other.number,
      window: other.windowId ?? '',
      items: [desk.database],
      severity: 'blocking' as const,
      detail: 'it is scheduled on the same CI at that time',
    };
    await desk.world.store.commit(desk.world.changes.save({ ...change, version: 2, conflicts: [conflict] }, change));
    const viewer = (await deskApi(desk)).as('viewer');

    const names = {
      ...{ requester: desk.rita.id, requesterName: 'Rita', implementer: desk.ian.id, implementerName: 'Ian', onBehalfOfName: 'Max' },
      ...{ items: [desk.database, desk.server] },
      itemNames: [
        { item: desk.database, ...database },
        { item: desk.server, ...server },
      ],
      conflicts: [{ ...conflict, title: 'Replace disks', itemNames: [{ item: desk.database, ...database }] }],
    };

    expect(await ok(viewer.get(`/v1/changes/${change.id}`))).toMatchObject(names);
    expect((await ok(viewer.get('/v1/changes?status=draft'))).items).toMatchObject([names]);
    expect((await ok(viewer.get(`/v1/changes/${other.id}`))).pinned.groups).toMatchObject([
      {
        name: 'approvers',
        eligible: [desk.anna.id, desk.abe.id, desk.ada.id],
        eligibleNames: [{ name: 'Anna' }, { name: 'Abe' }, { name: 'Ada' }],
      },
    ]);
  });

  it('I1 what is sent back to a client that acts on a change has the same names: outcomes, review and end', async () => {
    const desk = await changeDesk();
    const change = await desk.implementing({ items: [desk.server] });
    const draft = await desk.request({ submit: false });
    const shop = await desk.ci('shop', { class: 'service' });
    await relate(desk.world, [{ source: shop, type: 'depends-on', target: desk.server }]);
    const { asCaller } = await deskApi(desk);

    const outcomes = [{ item: desk.server, outcome: 'failed', services: [{ service: shop, state: 'down' }] }];
    const finished = await ok(asCaller(desk.ian).post(`/v1/changes/${change.id}/finish`, { outcomes }));
    const reviewed = await ok(asCaller(desk.max).post(`/v1/changes/${change.id}/review`, { note: 'Lessons.' }));
    const cancelled = await ok(asCaller(desk.rita).post(`/v1/changes/${draft.id}/cancel`, { reason: 'Not needed.' }));

    expect(finished.outcomes).toMatchObject([{ ...server, services: [{ service: shop, name: 'shop' }] }]);
    expect(reviewed).toMatchObject({ review: { by: desk.max.id, byName: 'Max' }, implementerName: 'Ian' });
    expect(cancelled.ended).toMatchObject({ by: `person:${desk.rita.id}`, byName: 'Rita' });
  });

  it('X2 only those who may read clients are told the name of a client', async () => {
    const desk = await changeDesk();
    const { as, asCaller } = await deskApi(desk);
    const client = await ok(as('admin').post('/v1/clients', { name: 'pipeline', roles: ['change-requester'], responsible: desk.max.id }));
    const caller: Caller = { kind: 'client', id: client.id, roles: ['change-requester'], teams: [], responsible: desk.max.id };
    const { id } = await ok(asCaller(caller).post('/v1/changes', { title: 'Deploy', items: [desk.server] }));

    const [path, events] = [`/v1/changes/${id}`, `/v1/changes/${id}/events`];
    const viewers = [await ok(as('viewer').get(path)), (await ok(as('viewer').get(events))).items[0]];
    const auditors = [await ok(as('auditor').get(path)), (await ok(as('auditor').get(events))).items[0]];

    expect(viewers).toMatchObject([{ client: client.id, requesterName: 'Max' }, { actor: `client:${client.id}` }]);
    expect(viewers.map(({ clientName, actorName }) => [clientName, actorName])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(auditors).toMatchObject([{ clientName: 'pipeline' }, { actorName: 'pipeline' }]);
  });

  it('T4 a page of 200 changes reads at most a thousand names, a hundred with each request, people before items', async () => {
    const desk = await changeDesk();
    const change = await desk.request({ submit: false });
    const items: string[] = [];
    for (let n = 0; n < 1_050; n += 1) items.push(await desk.ci(`web-${n}`));
    const page = Array.from({ length: 200 }, (_, n) => ({ ...change, items: items.slice(n * 6, n * 6 + 6) }));
    const before = desk.records.usage.requests;

    const shown = await showChanges(desk.world)(page, desk.max);

    expect(desk.records.usage.requests - before).toBe(10);
    expect(shown.every(({ requesterName, implementerName }) => requesterName === 'Rita' && implementerName === 'Ian')).toBe(true);
    expect(shown.flatMap(({ itemNames }) => itemNames)).toHaveLength(1_000 - 2);
  });

  it('I1 an answer whose names are gone or cannot be read has none, and does not fail', async () => {
    const desk = await changeDesk();
    const change = await desk.awaiting({ items: [desk.server] });
    const { world } = desk;
    await world.store.commit(world.people.remove(await world.people.get(desk.anna.id), desk.clock.now()));
    const [ci] = await world.configurationItems.findMany([desk.server]);
    if (ci) await world.store.commit(world.configurationItems.remove(ci, byTest, ci.updatedAt));
    const busy = new DomainError('busy', 'store/busy', 'the store did not answer in time');
    const away = { names: { find: () => Promise.reject(busy) } };

    const gone = await ok((await deskApi(desk)).as('viewer').get(`/v1/changes/${change.id}`));
    const [unread] = await showChanges(away)([change], desk.max);

    expect(gone).toMatchObject({
      items: [desk.server],
      itemNames: [],
      pinned: { groups: [{ eligibleNames: [{ name: 'Abe' }, { name: 'Ada' }] }] },
    });
    expect(unread).toMatchObject({ requester: desk.rita.id, requesterName: undefined, itemNames: [] });
  });
});
