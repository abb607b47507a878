import { describe, expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { moveConfigurationItem, readReadiness } from '../../../shared/application/configuration-item/move-configuration-item.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';
import { changeDesk } from '../../support/changes.ts';
import { stageApi } from '../../support/stages.ts';
import { anAssetInBook } from '../../support/values-api.ts';

const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];

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

  it('C4 a change that is in review is ended by its review, and the blocker says so', async () => {
    const desk = await changeDesk();
    const change = await desk.implementing({ items: [desk.server] });
    await finishChange(desk.context)(change.id, { outcome: 'failed' }, desk.ian);
    const draft = await desk.request({ items: [desk.server], submit: false });

    const { blockers } = await readReadiness(desk.world)(desk.server, 'decommissioned');

    const details = blockers.map(({ code, detail }) => `${code}: ${detail}`).toSorted();
    expect(details).toHaveLength(2);
    expect(details).toContainEqual(
      expect.stringMatching(new RegExp(`\\(${change.id}\\).*closes it by POST /v1/changes/${change.id}/review$`)),
    );
    expect(details).toContainEqual(expect.stringMatching(new RegExp(`\\(${draft.id}\\).*; cancel it$`)));
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
