import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { moveConfigurationItem, readReadiness } from '../../../shared/application/configuration-item/move-configuration-item.ts';
import { gatesOf, stages, stagesAfter } from '../../../shared/domain/configuration-item/stage-table.ts';
import { kindNamed, monitorKindNames } from '../../../shared/domain/monitor/kinds/kinds.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';
import { changeDesk } from '../../support/changes.ts';
import { itemsApi } from '../../support/items-api.ts';
import { anAssetInBook } from '../../support/values-api.ts';

const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];
const gates = { live: ['owner', 'contacts', 'runbook'], decommissioned: ['data-erased'] };

const stageApi = (more?: Parameters<typeof itemsApi>[0]) => {
  const api = itemsApi(more);
  const { cis } = api;
  return {
    ...api,
    move: (id: string, to: string, more: object = {}) => cis.post(`/v1/configuration-items/${id}/transition`, { to, ...more }),
    readiness: async (id: string, to: string) => (await cis.get(`/v1/configuration-items/${id}/readiness?to=${to}`)).body,
  };
};

describe('the stages of a configuration item', () => {
  it('C4 docs/configuration-items.md lists exactly the steps of the code', () => {
    const [, table = ''] = readFileSync('docs/configuration-items.md', 'utf8').split(/^\| Stage .*\n\| ---.*\n/m);
    const rows = (table.split('\n\n')[0] ?? '').split('\n').map((row) => [...row.matchAll(/`([a-z]+)`/g)].map(([, name]) => name));

    expect(rows).toEqual(stages.map((stage) => [stage, ...stagesAfter[stage]]));
  });

  it('C4 a step passes the gates of all stages on its way, and a step back those of its end', () => {
    const of = { live: ['owner', 'runbook'], decommissioned: ['owner', 'data-erased'] };

    expect(gatesOf(of, undefined, 'test')).toEqual([]);
    expect(gatesOf(of, 'test', 'retiring')).toEqual(['owner', 'runbook']);
    expect(gatesOf(of, 'design', 'decommissioned')).toEqual(['owner', 'runbook', 'data-erased']);
    expect(gatesOf(of, 'live', 'decommissioned')).toEqual(['owner', 'data-erased']);
    expect(gatesOf(of, 'retiring', 'live')).toEqual(['owner', 'runbook']);
    expect(gatesOf(of, 'build', 'design')).toEqual([]);
  });

  it('C4 every step that the table does not have is refused', async () => {
    const { ci, move, readiness } = stageApi();
    for (const from of stages) {
      for (const to of stages.filter((stage) => !stagesAfter[from].includes(stage))) {
        const { id } = await ci({ name: `${from} ${to}`, stage: from });
        expect([from, to, ...codeOf(await move(id, to))]).toEqual([from, to, 409, 'stage/not-allowed']);
        expect((await readiness(id, to)).blockers).toMatchObject([{ code: 'stage/not-allowed' }]);
      }
    }
  });

  it('C4 every missing gate is named, evidence is stored with who and when, and counts for later steps', async () => {
    const { cis, ci, move, readiness, team, admin, eventsOf, clock } = stageApi();
    await cis.put('/v1/classes/api', { gates });
    const { id } = await ci({ name: 'orders', class: 'api' });
    const refused = await move(id, 'live', { evidence: { other: 'A text.' } });

    expect(codeOf(refused)).toEqual([409, 'stage/blocked']);
    expect(refused.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ['/evidence/owner', 'gate/missing'],
      ['/evidence/contacts', 'gate/missing'],
      ['/evidence/runbook', 'gate/missing'],
    ]);
    expect(await readiness(id, 'live')).toMatchObject({ to: 'live', ready: false, blockers: gates.live.map((gate) => ({ gate })) });
    expect((await cis.get(`/v1/configuration-items/${id}`)).body.stage).toBe('proposed');

    const ownerTeam = await team('orders');
    const { id: group } = (await admin.post('/v1/contact-groups', { name: 'orders', members: [] })).body;
    await cis.patch(`/v1/configuration-items/${id}`, { ownerTeam, contactGroups: [{ group, role: 'on-call' }] });
    expect((await readiness(id, 'live')).blockers).toMatchObject([{ code: 'gate/missing', gate: 'runbook' }]);
    const live = await move(id, 'live', { evidence: { runbook: 'https://wiki.test/orders' } });

    const by = `person:${cis.caller.id}`;
    expect(live.body).toMatchObject({ stage: 'live', evidence: { runbook: { text: 'https://wiki.test/orders', by, at: clock.now() } } });
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      name: 'ConfigurationItemStageChanged',
      body: { from: 'proposed', to: 'live', date: '2026-11-24', evidence: ['runbook'] },
    });
    await move(id, 'retiring');
    expect((await move(id, 'live')).status).toBe(200);
    expect(await readiness(id, 'decommissioned')).toMatchObject({ blockers: [{ gate: 'data-erased' }], warnings: [] });
  });

  it('C4 H10 registration at a stage passes the same gates', async () => {
    const { cis, assets, ci, asset, viewer } = stageApi();
    await cis.put('/v1/classes/api', { gates: { live: ['runbook', 'agreement'] } });
    const draft = { name: 'orders', class: 'api', stage: 'live' };
    const { id } = await asset();

    expect(codeOf(await cis.post('/v1/configuration-items', draft))).toEqual([409, 'stage/blocked']);
    expect(codeOf(await cis.put(`/v1/configuration-items/${id}`, draft, { 'if-none-match': '*' }))).toEqual([409, 'stage/blocked']);
    expect(codeOf(await cis.post('/v1/configuration-items', { ...draft, evidence: { agreement: 'Signed.', runbook: 'R' } }))).toEqual([
      409,
      'stage/blocked',
    ]);
    expect(await ci({ ...draft, stage: 'test' })).toMatchObject({ stage: 'test' });
    expect(await ci({ ...draft, evidence: 'existing' })).toMatchObject({ stage: 'live', evidence: 'existing', changeControl: 'record' });
    expect(await ci({ ...draft, evidence: 'existing', changeControl: 'off' })).toMatchObject({ changeControl: 'off' });
    const early = await ci({ ...draft, stage: 'proposed', evidence: 'existing' });
    expect([early.changeControl, early.evidence]).toEqual([undefined, undefined]);
    expect((await viewer.get('/v1/configuration-items?stage=live')).body.items).toHaveLength(2);
    expect((await assets.get(`/v1/assets/${id}`)).status).toBe(200);
  });

  it('C4 the gate monitoring is passed when the mapping of a monitor finds an alias of the CI', async () => {
    const { cis, ci, move, admin } = stageApi(areaEndpoints.monitors);
    await cis.put('/v1/classes/api', { gates: { live: ['monitoring'] } });
    const aliases = [{ scheme: 'pod', value: 'orders-1' }];
    const { id } = await ci({ name: 'orders', class: 'api', aliases });
    const receiver = { url: 'https://93.184.216.34/' };
    await admin.post('/v1/monitors', { name: 'by default', receiver });

    expect(codeOf(await move(id, 'live'))).toEqual([409, 'stage/blocked']);
    await admin.post('/v1/monitors', { name: 'pods', receiver, mapping: [{ label: 'pod', scheme: 'pod' }] });
    expect((await move(id, 'live')).status).toBe(200);
  });

  it('C4 the schemes of a default mapping are those that it looks up', () => {
    const labels = { instance: 'web-1:9100', alarmName: 'a', alarmArn: 'arn:aws:cloudwatch:x' };
    for (const kind of monitorKindNames.map(kindNamed))
      expect([...kind.defaultSchemes].toSorted()).toEqual(
        [...new Set(kind.defaultMapping(labels).aliases.map(({ scheme }) => scheme))].toSorted(),
      );
  });

  it('C4 a step is recorded on its own day, which is not in the future', async () => {
    const { ci, move, eventsOf } = stageApi();
    const { id } = await ci({});

    expect(codeOf(await move(id, 'design', { date: '2026-11-27' }))).toEqual([400, 'configuration-item/date-in-future']);
    expect((await move(id, 'design', { date: '2026-11-01' })).status).toBe(200);
    expect((await eventsOf(id)).at(-1)?.body).toMatchObject({ date: '2026-11-01' });
  });
});

describe('the decommissioning of a configuration item', () => {
  it('C4 every blocker is named and can be asked for beforehand', async () => {
    const { cis, ci, move, readiness, admin, asCaller } = stageApi((world) => [
      ...areaEndpoints.monitors(world),
      ...areaEndpoints.changes(world),
    ]);
    const { id } = await ci({ stage: 'live', aliases: [{ scheme: 'hostname', value: 'orders-db-1' }] });
    const relations = [{ type: 'depends-on', target: id }];
    const shop = await ci({ name: 'shop', class: 'service', stage: 'live', relations });
    await ci({ name: 'idea', class: 'service', relations });
    const { id: monitor } = (await admin.post('/v1/monitors', { name: 'prometheus', receiver: { url: 'https://93.184.216.34/' } })).body;
    const { id: max } = (await admin.post('/v1/people', { name: 'Max', email: 'max@quiesce.test', zone: 'UTC' })).body;
    const manager = asCaller({ kind: 'person', id: max, roles: ['change-manager'], teams: [] });
    const { id: change, number } = (await manager.post('/v1/changes', { title: 'Upgrade', items: [id] })).body;

    const refused = await move(id, 'decommissioned');
    const { blockers, warnings, ready } = await readiness(id, 'decommissioned');

    const codes = ['relation/live-dependant', 'change/open', 'monitor/mapped'];
    expect([ready, warnings, blockers.map(({ code }: { code: string }) => code)]).toEqual([false, [], codes]);
    expect(blockers[0].items).toEqual([shop.id]);
    expect(blockers[1].detail).toContain(number);
    expect(codeOf(refused)).toEqual([409, 'stage/blocked']);
    expect(refused.body.errors).toMatchObject(codes.map((code) => ({ pointer: '/to', code })));

    await move(shop.id, 'decommissioned');
    await manager.post(`/v1/changes/${change}/cancel`, { reason: 'Not needed.' });
    await admin.delete(`/v1/monitors/${monitor}`, { 'if-match': '*' });
    expect(await readiness(id, 'decommissioned')).toMatchObject({ ready: true, blockers: [] });
    expect((await move(id, 'decommissioned')).body).toMatchObject({ stage: 'decommissioned' });
    expect(codeOf(await cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' }))).toEqual([409, 'configuration-item/was-live']);
  });

  it('C4 the change that is being implemented does not block, and any other change does', async () => {
    const desk = await changeDesk();
    await desk.implementing({ items: [desk.server] });
    const draft = await desk.request({ items: [desk.server], submit: false });
    const move = () => moveConfigurationItem(desk.world)(desk.server, { to: 'decommissioned' }, desk.max);

    expect((await readReadiness(desk.world)(desk.server, 'decommissioned')).blockers).toMatchObject([{ code: 'change/open' }]);
    await expect(move()).rejects.toBeDomainError('stage/blocked');
    await cancelChange(desk.context)(draft.id, 'Not needed.', desk.rita);
    expect(await move()).toMatchObject({ stage: 'decommissioned' });
  });

  it('C4 a change that names the CI at the same moment is seen before it is decommissioned', async () => {
    const desk = await changeDesk();
    let isNamed = false;
    desk.records.before = async (operation) => {
      if (operation !== 'commit' || isNamed) return;
      isNamed = true;
      await desk.request({ items: [desk.server], submit: false });
    };

    const moved = moveConfigurationItem(desk.world)(desk.server, { to: 'decommissioned' }, desk.max);

    await expect(moved).rejects.toMatchObject({ code: 'stage/blocked', errors: [{ code: 'change/open' }] });
  });

  it('C4 A7 a server that is also an asset is decommissioned with a warning, and then disposed of', async () => {
    const { cis, assets, ci, move, readiness } = stageApi();
    await assets.put('/v1/books/main', { currency: 'EUR', fiscalYearStart: '01-01', standard: 'ifrs' });
    const { id } = await ci({ name: 'web-1', class: 'server', stage: 'live' });
    await assets.put(`/v1/assets/${id}`, anAssetInBook({ price: '3600.00', date: '2026-01-01' }), { 'if-none-match': '*' });
    const { id: license } = (await assets.post('/v1/assets', { name: 'OS', kind: 'software-license' })).body;
    await assets.post(`/v1/assets/${license}/terms`, {
      start: '2026-01-01',
      end: '2026-12-31',
      quantity: 1,
      cost: { amount: '10.00', currency: 'EUR' },
    });
    await assets.post(`/v1/assets/${license}/seats`, { item: id });
    const disposal = { to: 'disposed', date: '2026-11-24', method: 'scrapped' };

    expect(codeOf(await assets.post(`/v1/assets/${id}/transition`, disposal))).toEqual([409, 'asset/ci-in-service']);
    expect(await readiness(id, 'decommissioned')).toMatchObject({
      ready: true,
      warnings: [{ code: 'asset/book-value' }, { code: 'license/assigned', items: [license] }],
    });
    expect((await move(id, 'retiring')).status).toBe(200);
    expect((await move(id, 'decommissioned')).status).toBe(200);
    expect((await assets.post(`/v1/assets/${id}/transition`, disposal)).body.status).toBe('disposed');
    expect((await readiness(id, 'decommissioned')).warnings).not.toContainEqual(expect.objectContaining({ code: 'asset/book-value' }));
    expect((await cis.get(`/v1/items/${id}`)).body).toMatchObject({ ci: { stage: 'decommissioned' }, asset: { status: 'disposed' } });
  });
});
