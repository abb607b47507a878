import { describe, expect, it } from '@jest/globals';
import { mergeItems } from '../../../shared/application/item/merge-items.ts';
import { aWorld, time } from '../../support/alerts.ts';
import { idOf } from '../../support/api.ts';
import { controlScene } from '../../support/control-scene.ts';
import { anAsset, byTest } from '../../support/items.ts';
import { mergeDirections } from '../../support/merges.ts';

const tag = 'SRV-0001';

describe.each(mergeDirections)('a merged item in change control and suppression, %s', (direction) => {
  const merged = async () => {
    const world = await aWorld({ start: '22:15' });
    const ci = await world.ci('db-1');
    const asset = anAsset({ id: world.world.ids.next(), assetTag: tag });
    await world.world.store.commit(world.world.assets.save(asset, byTest));
    const [kept, other] = direction === 'asset stays' ? [asset.id, ci] : [ci, asset.id];
    const ask = async (query: string) => (await world.as('viewer').get(`/v1/suppression?${query}`)).body;
    return {
      ...world,
      ci,
      asset: asset.id,
      kept,
      other,
      ask,
      merge: () =>
        mergeItems(world.world)(kept, other, { caller: { kind: 'person', id: idOf(1), roles: ['configuration-manager'], teams: [] } }),
    };
  };

  it('W1 S1 a window that was approved before the merge holds the alerts of the alias, and of both ids', async () => {
    const { window, merge, ask, kept, other, ci, fire, episodes } = await merged();
    await window([ci]);

    await merge();

    for (const query of ['alias=hostname=db-1', `ci=${kept}`, `ci=${other}`])
      expect(await ask(query)).toMatchObject({ ci: kept, name: 'db-1', suppressed: true });
    await fire('hostname=db-1');
    expect((await episodes()).map(({ state }) => state)).toEqual(['held']);
  });

  it('W1 what led to no CI before the merge holds nothing in a window that was approved before, and does in a later one', async () => {
    const { window, merge, ask, ci, other, asset, fire, episodes, at } = await merged();
    await window([ci], { to: '22:40' });
    await merge();

    expect(await ask(`ci=${tag}`)).toMatchObject({ suppressed: false, note: 'newer-than-approval' });
    await fire(tag, { name: 'by-tag' });
    await fire(asset, { name: 'by-id' });
    expect((await episodes()).map(({ state }) => state)).not.toContain('held');

    await window([ci], { from: '22:40', agreedAt: time('22:20') });
    at('22:45');
    expect(await ask(`ci=${tag}`)).toMatchObject({ suppressed: true });
    expect(await ask(`ci=${other}`)).toMatchObject({ suppressed: true });
  });

  it('S2 an alert goes out if the row that leads from the tag to the CI cannot be read; that of an alias is still held', async () => {
    const { window, merge, ci, asset, records, fire, episodes } = await merged();
    await merge();
    await window([ci], { agreedAt: time('22:15') });
    const link = records.all().find(({ type, pk }) => type === 'MergedFacet' && pk === `ITEM#${asset}`);
    if (!link) throw new Error('there is no row in the place of the CI facet');
    records.tamper({ ...link, data: {} });

    await fire(tag, { name: 'by-tag' });
    await fire('hostname=db-1', { name: 'by-alias' });

    expect((await episodes()).map(({ labels, state }) => [labels.alertname, state])).toEqual([
      ['by-tag', 'forwarded'],
      ['by-alias', 'held'],
    ]);
  });
});

describe.each(mergeDirections)('open changes and the guard, %s', (direction) => {
  it('H10 C5 a live CI is merged only under a change that is being implemented; its changes and windows follow', async () => {
    const { as, cis, target, change, asAssets, viewer } = await scene();
    const asset = (await asAssets.post('/v1/assets', { name: 'server', kind: 'hardware', assetTag: tag })).body.id;
    const [kept, other] = direction === 'asset stays' ? [asset, target.id] : [target.id, asset];
    const refused = await cis.post(`/v1/items/${kept}/merge`, { item: other });
    expect([refused.status, refused.body.code]).toEqual([409, 'change/required']);

    const { status, body } = await cis.post(`/v1/items/${kept}/merge?change=${change}`, { item: other });

    expect([status, body.id]).toEqual([200, kept]);
    for (const id of [kept, other]) {
      const { items: facts } = (await as('auditor').get(`/v1/audit-events?subject=${id}`)).body;
      expect(facts[0]).toMatchObject({ name: 'ItemsMerged', change, body: { asset, ci: target.id } });
      expect(facts.map(({ name }: { name: string }) => name)).toContain('AssetRegistered');
    }
    for (const reference of [kept, other, tag]) {
      const listed = (await viewer.get(`/v1/changes?item=${reference}`)).body.items;
      expect(listed.map(({ id }: { id: string }) => id)).toContain(change);
      expect(listed[0].items).toEqual([kept]);
      expect((await viewer.get(`/v1/items/${reference}`)).body.openChanges.map(({ id }: { id: string }) => id)).toContain(change);
      expect((await viewer.get(`/v1/gate?item=${reference}`)).body).toMatchObject({ allowed: true, items: [{ item: kept, change }] });
      const patched = await cis.patch(`/v1/configuration-items/${reference}?change=${change}`, { attributes: { cores: reference.length } });
      expect(patched.status).toBe(200);
    }
  });

  it('H1 a draft that names the asset is submitted on the CI after the merge, and blocks other changes of it', async () => {
    const { cis, target, change, asAssets, draftChange: draft, requester } = await scene();
    const asset = (await asAssets.post('/v1/assets', { name: 'server', kind: 'hardware', assetTag: tag })).body.id;
    const window = { start: '2026-12-01T22:00:00Z', end: '2026-12-01T23:00:00Z', mode: 'planned' };
    const edited = await requester.patch(`/v1/changes/${draft}`, { items: [asset], window });
    expect(edited.body.items).toEqual([asset]);
    const tooEarly = await requester.post(`/v1/changes/${draft}/submit`);
    expect([tooEarly.status, tooEarly.body.code]).toEqual([409, 'change/not-a-configuration-item']);
    const [kept, other] = direction === 'asset stays' ? [asset, target.id] : [target.id, asset];
    await cis.post(`/v1/items/${kept}/merge?change=${change}`, { item: other });

    const submitted = await requester.post(`/v1/changes/${draft}/submit`);

    expect(submitted).toMatchObject({ status: 200, body: { items: [kept], itemNames: [{ item: kept, name: 'web-7' }] } });
    const readiness = (await requester.get(`/v1/configuration-items/${other}/readiness?to=decommissioned`)).body;
    expect(readiness.blockers.map(({ code }: { code: string }) => code)).toContain('change/open');
  });
});

const scene = async () => {
  const found = await controlScene();
  return {
    ...found,
    asAssets: found.as('asset-manager'),
    viewer: found.as('viewer'),
    requester: found.asCaller(found.desk.rita),
  };
};
