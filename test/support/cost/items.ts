import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const many = 20;
const laptop = { name: 'a laptop', kind: 'hardware', assetTag: 'S-1', vendor: 'Example', serialNumber: 'X-100' };
const server = { name: 'web-1', class: 'server', aliases: [{ scheme: 'hostname', value: 'web-1' }] };
const once = { 'if-none-match': '*' };

/** Registers CIs that another CI can depend on. */
export const dependencies = async ({ ci }: CostScene, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await ci(`node-${n}`));
  return ids;
};

const related = async (scene: CostScene, count: number): Promise<string> => {
  const targets = await dependencies(scene, count);
  return scene.ci('hub', { stage: 'proposed', relations: targets.map((target) => ({ type: 'depends-on', target })) });
};

/** A hub that other CIs need. */
export const neededBy = async ({ ci }: CostScene, count: number): Promise<string> => {
  const hub = await ci('hub');
  for (let n = 0; n < count; n += 1) await ci(`node-${n}`, { relations: [{ type: 'depends-on', target: hub }] });
  return hub;
};

/** A team and a contact group for each CI, so that a list reads the names of many of them. */
export const ownedCis = async ({ ci, admin, bodyOf }: CostScene, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const { id: ownerTeam } = await bodyOf(admin.post('/v1/teams', { name: `team ${n}` }));
    const { id: group } = await bodyOf(admin.post('/v1/contact-groups', { name: `group ${n}` }));
    await ci(`node-${n}`, { ownerTeam, contactGroups: [{ group, role: 'on-call' }] });
  }
};

const registered = async ({ assets, bodyOf }: CostScene): Promise<string> => (await bodyOf(assets.post('/v1/assets', laptop))).id;

/** Assets and configuration items. */
export const itemCosts: readonly Cost[] = [
  cost('registerAsset', 'with tag and serial number', ({ assets }) => {
    return () => assets.post('/v1/assets', laptop);
  }),
  cost('listAssets', `a page of ${many}`, async (scene) => {
    for (let n = 0; n < many; n += 1) {
      const { caller } = await scene.person(`Owner${n}`);
      await scene.asset(`laptop ${n}`, { owner: { person: caller.id } });
    }
    return () => scene.viewer.get(`/v1/assets?limit=${many}`);
  }),
  cost('readAsset', 'by id', async (scene) => {
    const id = await registered(scene);
    return () => scene.viewer.get(`/v1/assets/${id}`);
  }),
  cost('readAsset', 'by asset tag', async (scene) => {
    await registered(scene);
    return () => scene.viewer.get('/v1/assets/S-1');
  }),
  cost('patchAsset', 'one field', async (scene) => {
    const id = await registered(scene);
    return () => scene.assets.patch(`/v1/assets/${id}`, { name: 'Mine' });
  }),
  cost('moveAsset', 'disposed', async (scene) => {
    const id = await registered(scene);
    return () => scene.assets.post(`/v1/assets/${id}/transition`, { to: 'disposed', date: '2026-11-23', method: 'scrapped' });
  }),
  cost('reportCondition', 'broken', async (scene) => {
    const id = await registered(scene);
    return () => scene.assets.post(`/v1/assets/${id}/condition`, { condition: 'broken', date: '2026-11-23' });
  }),
  cost('voidAsset', 'with tag and serial number', async (scene) => {
    const id = await registered(scene);
    return () => scene.assets.post(`/v1/assets/${id}/void`, { reason: 'Registered twice' });
  }),
  cost('moveAssets', `${many} assets`, async (scene) => {
    const items: string[] = [];
    for (let n = 0; n < many; n += 1) items.push(await scene.asset(`laptop ${n}`));
    return () => scene.assets.post('/v1/assets/transition', { to: 'retired', date: '2026-11-23', items });
  }),
  cost('registerAssets', `${many} assets`, ({ assets }) => {
    const entries = Array.from({ length: many }, (_, n) => ({ ...laptop, assetTag: `T-${n}`, serialNumber: `X-${n}` }));
    return () => assets.post('/v1/assets/bulk', { entries });
  }),
  cost('registerLot', `${many} assets with tags`, ({ assets }) => {
    const [total, tags] = [
      { amount: '9999.99', currency: 'EUR' },
      { prefix: 'L-', from: 1, digits: 3 },
    ];
    return () => assets.post('/v1/assets/lots', { quantity: many, total, tags, asset: { name: 'a laptop', kind: 'hardware' } });
  }),
  cost('giveAssetFacet', 'to a CI', async ({ ci, assets }) => {
    const id = await ci('web-2');
    return () => assets.put(`/v1/assets/${id}`, laptop, once);
  }),
  cost('registerConfigurationItem', 'with one alias', ({ cis }) => {
    return () => cis.post('/v1/configuration-items', server);
  }),
  cost('registerConfigurationItem', 'with five relations', async (scene) => {
    const targets = await dependencies(scene, 5);
    const relations = targets.map((target) => ({ type: 'depends-on', target }));
    return () => scene.cis.post('/v1/configuration-items', { ...server, relations });
  }),
  cost('listConfigurationItems', `a page of ${many}`, async (scene) => {
    await ownedCis(scene, many);
    return () => scene.viewer.get(`/v1/configuration-items?limit=${many}`);
  }),
  ...(
    [
      ['by one filter', 'class=server'],
      ['by three filters', 'class=server&stage=live&criticality=moderate'],
      ['by a rare label and a class', 'label=rare&class=server'],
    ] as const
  ).map(([when, filters]) =>
    cost('listConfigurationItems', `a page of ${many} ${when}`, async (scene) => {
      await dependencies(scene, many + 10);
      await scene.ci('node-rare', { labels: { rare: 'yes' } });
      return () => scene.viewer.get(`/v1/configuration-items?limit=${many}&${filters}`);
    }),
  ),
  cost('listConfigurationItems', `a page of ${many} not seen since a date`, async (scene) => {
    const { store, sightings, configurationItems } = scene.world;
    await ownedCis(scene, many);
    const { items } = await configurationItems.page({ limit: many }, []);
    await store.commit(items.map(({ id }) => sightings.save({ item: id, version: 1, lastSeenAt: '2026-01-01T00:00:00.000Z' })));
    return () => scene.viewer.get(`/v1/configuration-items?limit=${many}&notSeenSince=2026-06-01`);
  }),
  cost('searchItems', `a page of ${many} by one word`, async (scene) => {
    await dependencies(scene, many + 10);
    return () => scene.viewer.get(`/v1/items?limit=${many}&q=nod`);
  }),
  cost('searchItems', 'one of many by two words', async (scene) => {
    await dependencies(scene, many + 10);
    return () => scene.viewer.get('/v1/items?q=orders%20db');
  }),
  cost('readConfigurationItem', 'by id', ({ database, viewer }) => {
    return () => viewer.get(`/v1/configuration-items/${database}`);
  }),
  cost('readConfigurationItem', 'by name', ({ viewer }) => {
    return () => viewer.get('/v1/configuration-items/orders-db-1');
  }),
  cost('readItem', 'with five relations', async (scene) => {
    const id = await related(scene, 5);
    return () => scene.viewer.get(`/v1/items/${id}`);
  }),
  cost('readItem', 'with 120 relations', async (scene) => {
    const id = await neededBy(scene, 120);
    return () => scene.viewer.get(`/v1/items/${id}`);
  }),
  cost('readItem', 'with a scheduled change', async ({ scheduled, database, viewer }) => {
    await scheduled();
    return () => viewer.get(`/v1/items/${database}`);
  }),
  cost('readItemByAlias', 'without relations', ({ viewer }) => {
    return () => viewer.get('/v1/items/by-alias?alias=hostname=orders-db-1');
  }),
  cost('patchConfigurationItem', 'one label', ({ cis, database }) => {
    return () => cis.patch(`/v1/configuration-items/${database}`, { labels: { env: 'prod' } });
  }),
  cost('patchConfigurationItem', 'name, environment and all ten labels', async (scene) => {
    const labels = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`label-${n}`, 'before']));
    const id = await scene.ci('web-2', { labels });
    const after = Object.fromEntries(Object.keys(labels).map((name) => [name, 'after']));
    return () => scene.cis.patch(`/v1/configuration-items/${id}`, { name: 'web two', environment: 'test', labels: after });
  }),
  cost('deleteConfigurationItem', 'with five relations', async (scene) => {
    const id = await related(scene, 5);
    return () => scene.cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' });
  }),
  cost('takeUnderManagement', 'an asset', async (scene) => {
    const id = await registered(scene);
    return () => scene.cis.put(`/v1/configuration-items/${id}`, server, once);
  }),
  cost('listRelations', 'of five', async (scene) => {
    const id = await related(scene, 5);
    return () => scene.viewer.get(`/v1/configuration-items/${id}/relations`);
  }),
  cost('listRelations', 'a page of 120', async (scene) => {
    const id = await neededBy(scene, 120);
    return () => scene.viewer.get(`/v1/configuration-items/${id}/relations?limit=120`);
  }),
  cost('addRelation', 'the first relation of both CIs', async ({ ci, cis, database }) => {
    const id = await ci('web-2', { stage: 'test' });
    return () => cis.put(`/v1/configuration-items/${id}/relations/depends-on/${database}`);
  }),
  cost('removeRelation', 'one', async (scene) => {
    const id = await related(scene, 1);
    const [edge] = (await scene.viewer.get(`/v1/configuration-items/${id}/relations`)).body.items;
    return () => scene.cis.delete(`/v1/configuration-items/${id}/relations/${edge.type}/${edge.target}`);
  }),
];
