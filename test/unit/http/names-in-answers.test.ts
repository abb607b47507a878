import { describe, expect, it } from '@jest/globals';
import { showEvents } from '../../../shared/application/event/show-events.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { subjectTypes } from '../../../shared/domain/event/event.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { aMonitor } from '../../support/monitors.ts';

const server = { name: 'web-1' };

describe('windows, alerts and events', () => {
  it('I1 W2 a lift names its CIs and who made it', async () => {
    const desk = await changeDesk();
    const { windowId } = await desk.implementing({ items: [desk.server] });
    const { asCaller, as } = await deskApi(desk);
    await ok(asCaller(desk.ian).post(`/v1/windows/${windowId}/end`, { reason: 'Done.' }));

    const lift = { items: [desk.server], itemNames: [{ item: desk.server, ...server }], by: `person:${desk.ian.id}`, byName: 'Ian' };

    expect((await ok(as('viewer').get(`/v1/windows/${windowId}`))).lifts).toMatchObject([lift]);
    expect((await ok(as('viewer').get(`/v1/items/${desk.server}`))).windows.current).toBeNull();
    expect((await ok(as('viewer').get('/v1/windows'))).items).toMatchObject([{ lifts: [lift] }]);
  });

  it('S1 an evaluation has the name of its CI from the row that it reads anyway, and nobody is named by a guess', async () => {
    const desk = await changeDesk();
    const { as, records } = await deskApi(desk);
    const asked = async (alerts: readonly object[]) => {
      const before = records.usage.requests;
      const { results } = await ok(as('viewer').post('/v1/suppression/evaluate', { alerts }));
      return { results, requests: records.usage.requests - before };
    };

    const { results, requests } = await asked([{ ci: desk.server }, { ci: 'nobody' }]);

    expect(results.map(({ ci, name }: { ci: string; name?: string }) => [ci, name])).toEqual([
      [desk.server, 'web-1'],
      ['nobody', undefined],
    ]);
    // What was asked before names were answered: the aliases, the asset tag, the CI, and its windows.
    expect(requests).toBe(4);
  });

  it('I1 the comparison of a monitor has number and title of the change', async () => {
    const desk = await changeDesk();
    const change = await desk.implementing({ items: [desk.server], title: 'Replace disks' });
    const { world, clock } = desk;
    const monitor = aMonitor({ id: world.ids.next(), mode: 'observe' });
    const episode = {
      ...{ id: world.ids.next(), version: 1, monitor: monitor.id, fingerprint: 'f', state: 'forwarded', wouldBe: 'absorbed', open: false },
      ...{ labels: {}, annotations: {}, items: [{ id: desk.server }], windows: [change.windowId], repeats: 0, stale: 0, remindedFor: [] },
      ...{
        changes: [{ id: change.id, number: change.number }],
        startsAt: clock.now(),
        receivedAt: clock.now(),
        lastReceivedAt: clock.now(),
      },
      deliveries: 0,
    };
    await world.store.commit([...world.monitors.save(monitor), world.episodes.save(episode as never)]);

    const { items } = await ok((await deskApi(desk)).as('viewer').get(`/v1/monitors/${monitor.id}/comparison`));

    expect(items).toMatchObject([{ window: change.windowId, change: change.id, number: change.number, title: 'Replace disks' }]);
  });

  it('E4 audit events and the history of a change name actor and subject', async () => {
    const desk = await changeDesk();
    const { as, asCaller } = await deskApi(desk);
    const { id, number } = await ok(asCaller(desk.rita).post('/v1/changes', { title: 'Deploy', items: [desk.server] }));
    await ok(asCaller({ ...desk.max, roles: ['admin'] }).post('/v1/teams', { name: 'crew' }));

    const [team, change] = (await ok(as('auditor').get('/v1/audit-events?limit=2'))).items;
    const history = (await ok(as('viewer').get(`/v1/changes/${id}/events`))).items;

    expect(team).toMatchObject({ actor: `person:${desk.max.id}`, actorName: 'Max', subject: { type: 'team', name: 'crew' } });
    expect(change).toMatchObject({ actorName: 'Rita', subject: { type: 'change', id, number, title: 'Deploy' }, number, title: 'Deploy' });
    expect(history).toMatchObject([{ actorName: 'Rita', subject: { id, number, title: 'Deploy' } }]);
  });

  it('I1 each kind of resource is named from the row that its repository writes', async () => {
    const desk = await changeDesk();
    const { as, asCaller, world } = await deskApi(desk);
    const [admin, responsible] = [as('admin'), desk.max.id];
    const receiver = { url: 'https://pager.example/hook' };
    const aBookBody = { currency: 'EUR', fiscalYearStart: '01-01', standard: 'ifrs' };
    const rack = await ok(as('asset-manager').post('/v1/assets', { name: 'rack 1', kind: 'hardware' }));
    const times = { start: desk.clock.now(), end: plus(desk.clock.now(), hour) };
    const days = { start: '2026-01-01', end: '2026-12-31' };
    const recurrence = { rrule: 'FREQ=DAILY', zone: 'UTC', length: 'PT1H' };
    const aContract = { vendor: 'Fix Ltd', number: 'C-1', ...days, cost: { amount: '1.00', currency: 'EUR' }, items: [rack.id] };
    const made = {
      item: [(await ok(as('asset-manager').post('/v1/assets', { name: 'an asset', kind: 'hardware' }))).id, 'an asset'],
      change: [(await ok(asCaller(desk.max).post('/v1/changes', { title: 'Deploy', items: [desk.server] }))).id, undefined],
      monitor: [(await ok(admin.post('/v1/monitors', { name: 'a monitor', receiver }))).id, 'a monitor'],
      person: [desk.max.id, 'Max'],
      team: [(await ok(admin.post('/v1/teams', { name: 'a team' }))).id, 'a team'],
      'contact-group': [(await ok(admin.post('/v1/contact-groups', { name: 'a group' }))).id, 'a group'],
      client: [(await ok(admin.post('/v1/clients', { name: 'a client', roles: ['viewer'], responsible }))).id, 'a client'],
      pool: [(await ok(as('asset-manager').post('/v1/pools', { name: 'a pool', minimumWorking: 1 }))).id, 'a pool'],
      book: [(await ok(as('asset-manager').put('/v1/books/main', aBookBody))).id, 'main'],
      category: [(await ok(as('asset-manager').put('/v1/categories/laptop', {}))).id, 'laptop'],
      class: [(await ok(as('configuration-manager').put('/v1/classes/volume', {}))).id, 'volume'],
      contract: [(await ok(as('asset-manager').post('/v1/contracts', aContract))).id, undefined],
      'change-template': [(await ok(as('change-manager').post('/v1/change-templates', aTemplate))).id, 'a template'],
      delegation: [(await ok(asCaller(desk.anna).post('/v1/delegations', { to: desk.max.id, ...times }))).id, undefined],
      'approval-policy': [(await ok(as('change-manager').post('/v1/approval-policies', aPolicy))).id, 'a policy'],
      freeze: [(await ok(as('change-manager').post('/v1/freezes', { name: 'a freeze', recurrence }))).id, 'a freeze'],
      'maintenance-hours': [(await ok(as('change-manager').post('/v1/maintenance-hours', { name: 'nights', recurrence }))).id, 'nights'],
      'calendar-feed': [(await ok(asCaller(desk.max).post('/v1/calendar-feeds', { name: 'a feed' }))).id, 'a feed'],
      'patch-schedule': [
        (await ok(asCaller(desk.max).post('/v1/patch-schedules', { name: 'patches', items: [desk.server], recurrence }))).id,
        'patches',
      ],
    } satisfies Record<(typeof subjectTypes)[number], unknown>;
    const [some] = (await ok(as('auditor').get('/v1/audit-events?limit=1'))).items;
    const events = Object.entries(made).map(([type, [id]]) => ({ ...some, subject: { type, id } }));

    const shown = await showEvents(world)(events, admin.caller);

    expect(Object.keys(made)).toHaveLength(subjectTypes.length);
    expect(shown.map(({ subject }) => subject.name)).toEqual(Object.values(made).map(([, name]) => name));
  });
});

const aTemplate = { name: 'a template', change: { title: 'Restart' }, bounds: { maxItems: 1, maxLength: 'PT1H' } };
const aPolicy = { name: 'a policy', order: 1, levels: [] };

describe('register and directory', () => {
  it('I1 an asset names its owner and what it is a part of, a CI its team and contact groups, and both can be sent back', async () => {
    const desk = await changeDesk();
    const { as } = await deskApi(desk);
    const [assets, cis, viewer] = [as('asset-manager'), as('configuration-manager'), as('viewer')];
    const team = await ok(as('admin').post('/v1/teams', { name: 'crew' }));
    const rack = await ok(assets.post('/v1/assets', { name: 'rack 1', kind: 'hardware' }));
    const fields = { owner: { person: desk.max.id, team: team.id }, partOf: rack.id };
    const asset = await ok(assets.post('/v1/assets', { name: 'blade 1', kind: 'hardware', assetTag: 'B-1', ...fields }));
    const contactGroups = [{ group: desk.approvers, role: 'on-call' }];
    const ci = await ok(cis.patch(`/v1/configuration-items/${desk.server}`, { ownerTeam: team.id, contactGroups }));

    const namedAsset = { ...fields, ownerNames: { person: 'Max', team: 'crew' }, partOfName: 'rack 1' };
    const namedCi = {
      ownerTeam: team.id,
      ownerTeamName: 'crew',
      contactGroups,
      contactGroupNames: [{ group: desk.approvers, name: 'approvers' }],
    };

    expect(asset).toMatchObject(namedAsset);
    expect(await ok(viewer.get('/v1/assets/B-1'))).toMatchObject(namedAsset);
    expect((await ok(viewer.get('/v1/assets?assetTag=B-1'))).items).toMatchObject([namedAsset]);
    expect((await ok(viewer.get(`/v1/items/${asset.id}`))).asset).toMatchObject(namedAsset);
    expect(ci).toMatchObject(namedCi);
    expect((await ok(viewer.get('/v1/items?q=web'))).items).toMatchObject([{ ci: namedCi }]);
    expect((await ok(viewer.get('/v1/configuration-items'))).items[1]).toMatchObject(namedCi);
    expect((await ok(viewer.get(`/v1/items/${desk.server}`))).ci).toMatchObject(namedCi);
    expect((await ok(assets.patch(`/v1/assets/${asset.id}`, { owner: asset.owner }))).version).toBe(1);
    expect((await ok(cis.patch(`/v1/configuration-items/${desk.server}`, { contactGroups: ci.contactGroups }))).version).toBe(ci.version);
  });

  it('I1 people, groups, clients and monitors name the teams and people that they refer to, and members can be sent back', async () => {
    const desk = await changeDesk();
    const { as, asCaller } = await deskApi(desk);
    const admin = as('admin');
    const team = await ok(admin.post('/v1/teams', { name: 'crew' }));
    const person = await ok(admin.patch(`/v1/people/${desk.max.id}`, { teams: [team.id] }));
    const group = await ok(admin.post('/v1/contact-groups', { name: 'on call', members: [{ person: desk.max.id, order: 1 }] }));
    const client = await ok(admin.post('/v1/clients', { name: 'pipeline', roles: ['viewer'], responsible: desk.max.id }));
    const receiver = { url: 'https://pager.example/hook' };
    const monitor = await ok(admin.post('/v1/monitors', { name: 'production', receiver, ownerTeam: team.id }));

    const names = [{ team: team.id, name: 'crew' }];
    const member = { memberNames: [{ person: desk.max.id, name: 'Max' }] };

    expect(person).toMatchObject({ teams: [team.id], teamNames: names });
    expect(await ok(asCaller({ ...desk.max, teams: [team.id] }).get('/v1/me'))).toMatchObject({ teamNames: names });
    expect(group).toMatchObject(member);
    expect((await ok(admin.get('/v1/contact-groups'))).items[1]).toMatchObject(member);
    expect((await ok(admin.patch(`/v1/contact-groups/${group.id}`, { members: group.members }))).version).toBe(1);
    expect(client).toMatchObject({ responsible: desk.max.id, responsibleName: 'Max' });
    expect((await ok(admin.get('/v1/clients'))).items).toMatchObject([{ responsibleName: 'Max' }]);
    expect(monitor).toMatchObject({ ownerTeam: team.id, ownerTeamName: 'crew' });
    expect((await ok(as('viewer').get('/v1/monitors'))).items).toMatchObject([{ ownerTeamName: 'crew' }]);
  });
});
